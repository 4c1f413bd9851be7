import { z } from "zod";
import { stacks } from "../../stacks/index.ts";

const ids = [...stacks.map(({ id }) => id), "page"] as const;

/** The id of a server stack, as an argument of a tool. */
export const stackId = z.enum(ids as unknown as readonly [string, ...string[]]);

/** The stacks whose fixes a report shows, as an argument of a tool. */
export const stackIds = z
  .array(stackId)
  .max(5)
  .default([])
  .describe("Ids of server stacks for the fix, such as express-cors; default: the recognized server");
