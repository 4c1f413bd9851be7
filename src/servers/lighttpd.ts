import { byHeader, defineServer, type ServerResponse } from "./server.ts";

/**
 * lighttpd. It answers `OPTIONS` for existing files by itself, with `Allow: OPTIONS, GET, HEAD, POST`. Nothing in the
 * catalog writes its code.
 * @see https://github.com/lighttpd/lighttpd1.4/blob/master/src/response.c
 * @see https://github.com/lighttpd/lighttpd1.4/blob/master/src/http_status.c
 */
export const lighttpd = defineServer({
  id: "lighttpd",
  name: "lighttpd",
  layer: "proxy",
  recognize: (response) => byHeader(response, "Server", /^lighttpd\b/i),
  answersItself: (response) => isAutomaticOptions(response) || isErrorPage(response),
  stacks: [],
});

/** The titles of its pages by their status. */
const pageTitles: Readonly<Record<number, string>> = {
  400: "400 Bad Request",
  401: "401 Unauthorized",
  403: "403 Forbidden",
  404: "404 Not Found",
  405: "405 Method Not Allowed",
  413: "413 Payload Too Large",
  500: "500 Internal Server Error",
  501: "501 Not Implemented",
  502: "502 Bad Gateway",
  503: "503 Service Unavailable",
  504: "504 Gateway Timeout",
};

/** The lengths of the page without its two titles: up to 1.4.69 at least, and of newer versions. */
const pageLengths: readonly number[] = [315, 132];

/** True for its own page. Preflights have no recorded body; there, the length tells the page. */
function isErrorPage({ status, body, header }: ServerResponse): boolean {
  const title = pageTitles[status];
  if (title === undefined || header("Content-Type") !== "text/html") return false;
  if (body) return body.includes(`  <title>${title}</title>\n </head>\n <body>\n  <h1>${title}</h1>\n </body>\n`);
  return pageLengths.includes(Number(header("Content-Length")) - 2 * title.length);
}

function isAutomaticOptions({ method, status, header }: ServerResponse): boolean {
  return method === "OPTIONS" && status === 200 && header("Allow") === "OPTIONS, GET, HEAD, POST";
}
