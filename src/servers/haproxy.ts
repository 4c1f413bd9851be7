import { byBody, byCookie, defineServer, type ServerResponse } from "./server.ts";

/**
 * HAProxy. It adds no header of its own: its error pages show it, and less surely the `SERVERID` cookie of the usual
 * configuration for sticky sessions.
 * @see https://github.com/haproxy/haproxy/blob/master/src/http.c
 * @see https://www.haproxy.com/blog/load-balancing-affinity-persistence-sticky-sessions-what-you-need-to-know
 */
export const haproxy = defineServer({
  id: "haproxy",
  name: "HAProxy",
  layer: "proxy",
  recognize: (response) =>
    (isPage(response) ? byBody(response, pageText) : undefined) ??
    (hasPageHeaders(response)
      ? { certainty: "possible", evidence: "`Cache-Control: no-cache` with the length of HAProxy's error page" }
      : byCookie(response, /^SERVERID$/, "possible")),
  answersItself: (response) => isPage(response) || hasPageHeaders(response),
  stacks: ["haproxy"],
});

const pageText =
  /Your browser sent an invalid request|You need a valid user and password to access this content|Request forbidden by administrative rules|Your browser didn't send a complete request in time|You have sent too many requests in a given amount of time|The server returned an invalid or incomplete response|No server is available to handle this request|The server didn't respond in time/;

/** The lengths of the pages by their status. */
const pageLengths: Readonly<Record<number, string>> = {
  400: "90",
  401: "112",
  403: "93",
  404: "83",
  405: "146",
  408: "110",
  429: "117",
  500: "96",
  502: "107",
  503: "107",
  504: "92",
};

function isPage({ status, body }: ServerResponse): boolean {
  return status >= 400 && /^<html><body><h1>\d{3} /.test(body ?? "") && pageText.test(body ?? "");
}

/** True for the headers of a page whose body is not recorded, as is usual for preflights. */
function hasPageHeaders({ status, body, header, headerNames }: ServerResponse): boolean {
  return (
    !body &&
    header("Content-Length") === pageLengths[status] &&
    header("Cache-Control") === "no-cache" &&
    header("Content-Type") === "text/html" &&
    !headerNames.includes("server")
  );
}
