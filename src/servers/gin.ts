import { byBody, byHeader, defineServer, type ServerResponse } from "./server.ts";

/**
 * Gin. Its own 404 and 405 are plain text without a charset, `nosniff` or a line feed at the end, unlike those of Go's
 * standard library.
 * @see https://github.com/gin-gonic/gin/blob/master/gin.go
 */
export const gin = defineServer({
  id: "gin",
  name: "Gin",
  layer: "framework",
  recognize: (response) =>
    isPlainError(response)
      ? (byBody(response, /^(404 page not found|405 method not allowed)$/) ??
        (response.body
          ? undefined
          : byHeader(response, "Content-Length", lengths[response.status] ?? /^$/, "possible")))
      : undefined,
  answersItself: isPlainError,
  stacks: ["gin"],
});

/** The lengths of the two texts, for responses without a recorded body. */
const lengths: Readonly<Record<number, RegExp>> = { 404: /^18$/, 405: /^22$/ };

function isPlainError({ status, header, headerNames }: ServerResponse): boolean {
  return (
    (status === 404 || status === 405) &&
    header("Content-Type") === "text/plain" &&
    !headerNames.includes("x-content-type-options")
  );
}
