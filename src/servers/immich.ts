import { byHeaderName, defineServer } from "./server.ts";

/**
 * Immich, on NestJS. It numbers each response, and has no CORS setting: people let the proxy in front send the headers.
 * @see https://github.com/immich-app/immich/blob/main/server/src/config.ts
 * @see https://github.com/j-a-n/lovelace-wallpanel/issues/439
 */
export const immich = defineServer({
  id: "immich",
  name: "Immich",
  layer: "product",
  recognize: (response) => byHeaderName(response, ["X-Immich-Cid"]),
  answersItself: ({ status, body }) => status === 404 && /"message":"Cannot [A-Z]+ \//.test(body ?? ""),
  stacks: [],
});
