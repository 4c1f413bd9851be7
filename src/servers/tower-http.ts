import { byHeader, defineServer } from "./server.ts";

/**
 * The `CorsLayer` of tower-http, for axum and other Rust servers. Its `Vary` names three headers in lower case on every
 * response, and it answers every `OPTIONS` itself with 200, allowed or not.
 * @see https://github.com/tower-rs/tower-http/blob/main/tower-http/src/cors/mod.rs
 * @see https://github.com/tower-rs/tower-http/blob/main/tower-http/src/cors/vary.rs
 */
export const towerHttp = defineServer({
  id: "tower-http",
  name: "tower-http",
  layer: "library",
  recognize: (response) =>
    byHeader(response, "Vary", /\borigin, access-control-request-method, access-control-request-headers\b/),
  answersItself: ({ method, status }) => method === "OPTIONS" && status === 200,
  stacks: ["axum"],
});
