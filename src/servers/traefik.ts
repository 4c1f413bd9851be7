import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { byHeader, defineServer, type Recognition, type ServerResponse } from "./server.ts";

/**
 * Traefik. It adds no header to the application's responses. Where no router matches, it sends the 404 of Go's standard
 * library, as many Go programs do, so that is only a possible sign. The default realm of its `basicAuth` is `traefik`.
 * @see https://github.com/traefik/traefik/blob/master/pkg/muxer/http/mux.go
 * @see https://github.com/traefik/traefik/blob/master/pkg/proxy/httputil/proxy.go
 * @see https://github.com/traefik/traefik/blob/master/docs/content/middlewares/http/basicauth.md
 */
export const traefik = defineServer({
  id: "traefik",
  name: "Traefik",
  layer: "proxy",
  recognize: (response) => byHeader(response, "WWW-Authenticate", byRealm) ?? ownError(response),
  answersItself: (response) =>
    response.status === 401
      ? byRealm.test(response.header("WWW-Authenticate") ?? "")
      : ownError(response) !== undefined,
  stacks: ["traefik"],
});

const byRealm = /^(Basic|Digest) realm="traefik"/i;

/** The texts of its own errors, each with its length; those that Go's `http.Error` writes have `nosniff`. */
const errors: Readonly<Record<number, { readonly text: string; readonly length: string; readonly nosniff: boolean }>> =
  {
    404: { text: "404 page not found", length: "19", nosniff: true },
    502: { text: "Bad Gateway", length: "11", nosniff: false },
    503: { text: "no available server", length: "20", nosniff: true },
    504: { text: "Gateway Timeout", length: "15", nosniff: false },
  };

function ownError({ status, body, header, headerNames }: ServerResponse): Recognition | undefined {
  const error = errors[status];
  return error &&
    header("Content-Length") === error.length &&
    header("Content-Type") === "text/plain; charset=utf-8" &&
    (header("X-Content-Type-Options") === "nosniff") === error.nosniff &&
    !headerNames.includes("server") &&
    (!body || body.trim() === error.text)
    ? { certainty: "possible", evidence: translate`a plain-text ${quote(error.text)}` }
    : undefined;
}
