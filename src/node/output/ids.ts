import { type FormatId, formats } from "../../report/index.ts";
import { stacks } from "../../stacks/index.ts";

// The build replaces this module by these lists as literals, because help needs nothing else of the engine.

/** The ids of all report formats, in the order of the help. */
export const formatIds: readonly FormatId[] = Object.keys(formats) as FormatId[];

/** The ids of all stacks, in the order of the list. */
export const stackIds: readonly string[] = stacks.map(({ id }) => id);
