import { nodeTarget } from "../node.ts";

export const koa = nodeTarget("Koa with @koa/cors", "koa", ["koa", "@koa/cors"]);
