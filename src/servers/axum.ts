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
  recognize: (response) =>
    (isPlainError(response) ? byBody(response, rejection) : undefined) ??
    (isBareMethodError(response)
      ? { certainty: "possible", evidence: "an empty 405 with `Allow` and no other header" }
      : undefined),
  answersItself: (response) => isPlainError(response) || isBareMethodError(response),
  stacks: ["axum"],
});

const rejection =
  /^(Expected request with `Content-Type: application\/json`|Form requests must have `Content-Type: application\/x-www-form-urlencoded`|Failed to parse the request body as JSON|Failed to deserialize (the JSON body into the target type|form body|query string)|Failed to buffer the request body)/;

function isPlainError({ status, header }: ServerResponse): boolean {
  return status >= 400 && header("Content-Type") === "text/plain; charset=utf-8";
}

/**
 * True for the 405 of its router: an empty body and `Allow` without spaces. Other programs on hyper may send the same.
 * @see https://github.com/tokio-rs/axum/issues/1330
 */
function isBareMethodError({ status, header, headerNames }: ServerResponse): boolean {
  return (
    status === 405 &&
    header("Content-Length") === "0" &&
    /^[A-Z]+(,[A-Z]+)*$/.test(header("Allow") ?? "") &&
    headerNames.every((name) => /^(allow|connection|content-length|date|keep-alive)$/.test(name))
  );
}
