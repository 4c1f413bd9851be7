import { byBody, defineServer, type Recognition, type ServerResponse } from "./server.ts";

/**
 * Go's `net/http`. Its `http.Error` writes plain text that ends in a line feed, with `nosniff`; the mux answers so where
 * no route matches. Programs that are written in Go send the same, so it is only a possible sign.
 * @see https://github.com/golang/go/blob/master/src/net/http/server.go
 */
export const go = defineServer({
  id: "go",
  name: "Go net/http",
  layer: "framework",
  recognize: (response) =>
    ownError(response) ?? (isRedirect(response) ? byBody(response, redirect, "possible") : undefined),
  answersItself: (response) => isMuxError(response) || isSlashRedirect(response),
  stacks: ["go"],
});

/** What `http.Redirect` writes. */
const redirect =
  /^<a href="[^"]*">(Moved Permanently|Temporary Redirect|Permanent Redirect|Found|See Other)<\/a>\.(?=\n)/;

function ownError(response: ServerResponse): Recognition | undefined {
  if (!isPlainError(response)) return undefined;
  if (isMuxError(response)) {
    const text = response.status === 404 ? "`404 page not found`" : "`Method Not Allowed`";
    return { certainty: "possible", evidence: `${text} with \`X-Content-Type-Options: nosniff\`` };
  }
  return /^[^\n]{1,300}\n$/.test(response.body ?? "")
    ? { certainty: "possible", evidence: "plain text with `X-Content-Type-Options: nosniff`" }
    : undefined;
}

function isPlainError({ status, header }: ServerResponse): boolean {
  return (
    status >= 400 &&
    header("Content-Type") === "text/plain; charset=utf-8" &&
    header("X-Content-Type-Options") === "nosniff"
  );
}

/** True for the mux's 404 and 405. Both have 19 bytes, which shows them where the body is not recorded. */
function isMuxError(response: ServerResponse): boolean {
  const { status, header, body } = response;
  if (!isPlainError(response)) return false;
  if (status === 404) return body ? body === "404 page not found\n" : header("Content-Length") === "19";
  if (status !== 405 || header("Allow") === null) return false;
  return body ? body === "Method Not Allowed\n" : header("Content-Length") === "19";
}

function isRedirect({ status, body }: ServerResponse): boolean {
  return status >= 300 && status < 400 && redirect.test(body ?? "");
}

/** True for the mux's redirect to the path with a slash at its end. */
function isSlashRedirect(response: ServerResponse): boolean {
  const { status, path, header } = response;
  return isRedirect(response) && (status === 301 || status === 307) && header("Location") === `${path}/`;
}
