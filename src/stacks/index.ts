import { expressCors } from "./express-cors.ts";
import { expressManual } from "./express-manual.ts";
import { nginxProxy } from "./nginx-proxy.ts";
import { nginxStatic } from "./nginx-static.ts";
import type { Stack } from "./stack.ts";

/** Every stack, in the order in which they are offered where nothing tells which one answered. */
export const stacks: readonly Stack[] = [expressCors, expressManual, nginxProxy, nginxStatic];
