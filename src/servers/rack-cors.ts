import { byHeader, defineServer, type Recognition, type ServerResponse } from "./server.ts";

/**
 * rack-cors for Rails and other Rack applications. With `debug: true`, `X-Rack-CORS` says what it decided, but not on the
 * preflights that it answers. Where nothing is exposed, it sends an empty `Access-Control-Expose-Headers`.
 * @see https://github.com/cyu/rack-cors/blob/master/lib/rack/cors/result.rb
 * @see https://github.com/cyu/rack-cors/blob/master/lib/rack/cors/resource.rb
 */
export const rackCors = defineServer({
  id: "rack-cors",
  name: "rack-cors",
  layer: "library",
  recognize: (response) =>
    byHeader(response, "X-Rack-CORS", /^(preflight-)?(hit|miss)(; [a-z-]+)?/) ?? byEmptyExposure(response),
  answersItself: ({ method, header, requestHeader }) =>
    method === "OPTIONS" &&
    requestHeader("Access-Control-Request-Method") !== null &&
    header("Access-Control-Allow-Methods") !== null,
  stacks: ["rails"],
});

function byEmptyExposure({ header }: ServerResponse): Recognition | undefined {
  return header("Access-Control-Expose-Headers") === "" &&
    header("Access-Control-Allow-Methods") !== null &&
    header("Access-Control-Max-Age") !== null
    ? { certainty: "possible", evidence: "an empty `Access-Control-Expose-Headers`" }
    : undefined;
}
