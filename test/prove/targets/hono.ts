import { nodeTarget } from "../node.ts";

export const hono = nodeTarget("Hono with hono/cors", "hono", ["hono", "@hono/node-server"]);
