import { byBody, byHeader, defineServer, type Recognition, type ServerResponse } from "./server.ts";

/**
 * Sinatra. A missing route is passed on with `X-Cascade: pass` and ends as a page of its own in development, and as one
 * line of HTML in production.
 * @see https://github.com/sinatra/sinatra/blob/main/lib/sinatra/base.rb
 */
export const sinatra = defineServer({
  id: "sinatra",
  name: "Sinatra",
  layer: "framework",
  recognize: (response) =>
    byBody(response, /<h2>Sinatra doesn(’|&rsquo;)t know this ditty\.<\/h2>/) ??
    byPlainError(response) ??
    byHeader(response, "X-Cascade", /^pass$/, "possible"),
  answersItself: (response) => response.header("X-Cascade") === "pass" || isPlainError(response),
  stacks: [],
});

function byPlainError(response: ServerResponse): Recognition | undefined {
  return isPlainError(response)
    ? { certainty: "certain", evidence: "an error of one `<h1>` with `X-XSS-Protection: 1; mode=block`" }
    : undefined;
}

function isPlainError({ status, header, body }: ServerResponse): boolean {
  return (
    status >= 400 &&
    header("X-XSS-Protection") === "1; mode=block" &&
    /^<h1>(Not Found|Internal Server Error|Bad Request)<\/h1>$/.test(body ?? "")
  );
}
