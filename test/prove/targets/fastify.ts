import { nodeTarget } from "../node.ts";

export const fastify = nodeTarget("Fastify with @fastify/cors", "fastify", ["fastify", "@fastify/cors"]);
