import { byBody, byHeader, defineServer } from "./server.ts";

/**
 * tRPC 11, alone or inside another framework. Its responses vary on `trpc-accept`, and its errors are JSON with a negative
 * code and an `httpStatus`. It takes `OPTIONS` for a procedure call, and answers it with 415.
 * @see https://github.com/trpc/trpc/blob/main/packages/server/src/unstable-core-do-not-import/http/resolveResponse.ts
 * @see https://github.com/trpc/trpc/blob/main/packages/server/src/unstable-core-do-not-import/error/getErrorShape.ts
 * @see https://trpc.io/docs/server/adapters/standalone
 */
export const trpc = defineServer({
  id: "trpc",
  name: "tRPC",
  layer: "framework",
  recognize: (response) =>
    byBody(response, /"code":-32\d{3},"data":\{"code":"[A-Z_]+","httpStatus":\d{3}/) ??
    byHeader(response, "Vary", /\btrpc-accept\b/i),
  answersItself: ({ status, body }) =>
    status === 405 || status === 415 || (status === 404 && /"No procedure found on path /.test(body ?? "")),
  stacks: ["trpc", "express-cors", "nextjs", "fastify"],
});
