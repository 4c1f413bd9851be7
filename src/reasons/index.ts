import type { Reason } from "./reason.ts";

/** Every reason, the more specific before the more general: the first that is recognized becomes the headline. */
export const reasons: readonly Reason[] = [];
