import { byBody, defineServer, type Recognition, type ServerResponse } from "./server.ts";

/**
 * NelmioCorsBundle for Symfony. It answers every preflight of its paths itself: 200 without an allowed origin where it
 * refuses the origin, 405 for a refused method, 400 with a text for a refused header.
 * @see https://github.com/nelmio/NelmioCorsBundle/blob/master/EventListener/CorsListener.php
 */
export const nelmioCors = defineServer({
  id: "nelmio-cors",
  name: "NelmioCorsBundle",
  layer: "library",
  recognize: (response) =>
    byBody(response, /^(Unauthorized header [a-z0-9-]{1,100}|Private Network Access is not allowed\.)$/) ??
    byPreflight(response),
  answersItself: ({ method }) => method === "OPTIONS",
  stacks: ["symfony"],
});

/** A preflight response with the `Cache-Control` that Symfony's responses have by default. */
function byPreflight({ method, status, header }: ServerResponse): Recognition | undefined {
  return method === "OPTIONS" &&
    (status === 200 || status === 400 || status === 405) &&
    header("Access-Control-Allow-Methods") !== null &&
    header("Vary") === "Origin" &&
    header("Cache-Control") === "no-cache, private"
    ? { certainty: "possible", evidence: "a preflight response with `Cache-Control: no-cache, private`" }
    : undefined;
}
