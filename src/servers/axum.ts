import { byBody, defineServer, type ServerResponse } from "./server.ts";

/**
 * axum, for Rust. It refuses a body or a query that it cannot read in plain text of its own.
 * @see https://github.com/tokio-rs/axum/blob/main/axum/src/extract/rejection.rs
 * @see https://github.com/tokio-rs/axum/blob/main/axum-core/src/extract/rejection.rs
 */
export const axum = defineServer({
  id: "axum",
  name: "axum",
  layer: "framework",
  recognize: (response) => (isPlainError(response) ? byBody(response, rejection) : undefined),
  answersItself: isPlainError,
  stacks: ["axum"],
});

const rejection =
  /^(Expected request with `Content-Type: application\/json`|Form requests must have `Content-Type: application\/x-www-form-urlencoded`|Failed to parse the request body as JSON|Failed to deserialize (the JSON body into the target type|form body|query string)|Failed to buffer the request body)/;

function isPlainError({ status, header }: ServerResponse): boolean {
  return status >= 400 && header("Content-Type") === "text/plain; charset=utf-8";
}
