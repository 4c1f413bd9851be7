import type { LookAlike } from "./lookalike.ts";

/** Every look-alike, the more specific before the more general. */
export const lookAlikes: readonly LookAlike[] = [];
