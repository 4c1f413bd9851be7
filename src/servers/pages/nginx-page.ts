import type { ServerResponse } from "../server.ts";

/** The titles of nginx's pages by their status. */
const titles: Readonly<Record<number, string>> = {
  301: "301 Moved Permanently",
  307: "307 Temporary Redirect",
  308: "308 Permanent Redirect",
  401: "401 Authorization Required",
  403: "403 Forbidden",
  404: "404 Not Found",
  405: "405 Not Allowed",
  413: "413 Request Entity Too Large",
  502: "502 Bad Gateway",
  503: "503 Service Temporarily Unavailable",
  504: "504 Gateway Time-out",
};

/** Length of the page without its two titles and the name at its end. */
const lengthOfRest = 115;

/** Length of the comments that nginx appends to the errors 4xx and 5xx that it sends to Chrome. */
const paddingLength = 402;

/**
 * True for a page that nginx made itself. The body of a preflight's response is not recorded; there, the length shows it.
 * `name` is what the page calls the server at its end: the value of `Server`, or `nginx` where that header is removed.
 * @see https://github.com/nginx/nginx/blob/master/src/http/ngx_http_special_response.c
 */
export function isNginxPage({ status, body, header }: ServerResponse, name: string): boolean {
  if (body) return status >= 300 && /<hr><center>(nginx|openresty)[^<]*<\/center>/.test(body);
  const title = titles[status];
  if (title === undefined || header("Content-Type") !== "text/html") return false;
  const rest = Number(header("Content-Length")) - 2 * title.length - lengthOfRest - name.length;
  return rest === 0 || rest === paddingLength;
}
