import { byBody, byHeader, defineServer, type Recognition, type ServerResponse } from "./server.ts";

/**
 * `CORSMiddleware` of Starlette, which FastAPI uses too. It answers every preflight itself: a refused one gets 400 with a
 * text that names what was refused. A list of allowed headers is sent sorted and with the safelisted names in it.
 * @see https://github.com/encode/starlette/blob/master/starlette/middleware/cors.py
 */
export const starlette = defineServer({
  id: "starlette",
  name: "Starlette CORSMiddleware",
  layer: "library",
  recognize: (response) =>
    byBody(response, /^Disallowed CORS (origin|method|headers|private-network)(, [a-z, -]+)?$/) ??
    byRefusal(response) ??
    byHeader(
      response,
      "Access-Control-Allow-Headers",
      /^Accept, Accept-Language, (?:.*, )?Content-Language, Content-Type\b/,
      "possible",
    ),
  answersItself: ({ method, header }) => method === "OPTIONS" && header("Access-Control-Allow-Methods") !== null,
  stacks: ["fastapi"],
});

/** A refused preflight without its body: the only refusal with 400 that still lists the methods. */
function byRefusal({ method, status, header, body }: ServerResponse): Recognition | undefined {
  return method === "OPTIONS" &&
    status === 400 &&
    body === null &&
    header("Access-Control-Allow-Methods") !== null &&
    header("Access-Control-Max-Age") !== null &&
    /^text\/plain\b/.test(header("Content-Type") ?? "")
    ? { certainty: "possible", evidence: "a preflight response with status `400` and `Access-Control-Allow-Methods`" }
    : undefined;
}
