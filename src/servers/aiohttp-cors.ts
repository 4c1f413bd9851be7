import { byBody, defineServer, type Recognition, type ServerResponse } from "./server.ts";

/**
 * aiohttp_cors, the CORS library for aiohttp. It refuses a preflight with 403 and a text that says why.
 * @see https://github.com/aio-libs/aiohttp-cors/blob/master/aiohttp_cors/preflight_handler.py
 */
export const aiohttpCors = defineServer({
  id: "aiohttp-cors",
  name: "aiohttp_cors",
  layer: "library",
  recognize: (response) => byBody(response, /^CORS preflight request failed: /) ?? byRefusal(response),
  answersItself: ({ method }) => method === "OPTIONS",
  stacks: ["aiohttp"],
});

/** A refused preflight without its body. */
function byRefusal({ method, status, header, requestHeader, body }: ServerResponse): Recognition | undefined {
  return method === "OPTIONS" &&
    status === 403 &&
    body === null &&
    requestHeader("Access-Control-Request-Method") !== null &&
    /\baiohttp\b/i.test(header("Server") ?? "")
    ? { certainty: "possible", evidence: "a preflight response with status `403` and `Server: aiohttp`" }
    : undefined;
}
