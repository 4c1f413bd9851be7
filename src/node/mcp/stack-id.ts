import { z } from "zod";
import { stacks } from "../../stacks/index.ts";

const ids = [...stacks.map(({ id }) => id), "page"] as const;

/** The id of a server stack, as an argument of a tool. */
export const stackId = z.enum(ids as unknown as readonly [string, ...string[]]);
