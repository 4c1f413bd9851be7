import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { pathOf } from "../text/url-parts.ts";
import { proxyInFront } from "./fingerprints/layers.ts";
import { isNginx, responseHeader } from "./fingerprints/response.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

/**
 * nginx serves a request from one location only. Of several regex locations the first in the file wins.
 * @see https://nginx.org/en/docs/http/ngx_http_core_module.html#location
 */
export const nginxOtherLocation = defineReason({
  id: "nginx-other-location",
  title: "nginx serves this file from a location without the CORS headers",
  headline: ({ exchange }) =>
    translate`nginx serves ${quote(pathOf(exchange.url))} from a location without \`add_header Access-Control-Allow-Origin\``,
  judges: ["actual"],
  causes: ["missing-allow-origin"],
  appliesTo: ({ lacksCorsHeaders }) => lacksCorsHeaders,
  detect(refusal) {
    const { exchange } = refusal;
    if (!isNginx(exchange)) return;
    const file = staticFile(refusal);
    if (!file) return;
    return {
      certainty: file.isProven ? "certain" : "possible",
      evidence: translate`${exchange.status} from nginx with a file's ${quote(`ETag: ${file.etag}`)}, without CORS headers`,
      remedy: "grant",
      serverToChange: proxyInFront(refusal)?.id,
    };
  },
  explain: ({ exchange }) =>
    translate`Add the \`add_header\` lines to the location that serves ${quote(pathOf(exchange.url))}. Of the regex locations (\`~\`, \`~*\`) that match, nginx uses the first one in the file. Only \`=\` and \`^~\` locations come before regex locations. A location with its own \`add_header\` inherits none.`,
});

/**
 * The `ETag` of a file that nginx read itself: the file's time and size in hexadecimal. It is proven where one of the two
 * is also in another header. Undefined for any other response.
 * @see https://github.com/nginx/nginx/blob/master/src/http/ngx_http_core_module.c
 */
function staticFile(refusal: RefusedFetch): { readonly etag: string; readonly isProven: boolean } | undefined {
  const header = (name: string) => responseHeader(refusal, name) ?? "";
  const { status } = refusal.exchange;
  const [etag, time = "", size = ""] = /^(?:W\/)?"([0-9a-f]{8})-([0-9a-f]{1,12})"$/.exec(header("ETag")) ?? [];
  const isFile = header("Accept-Ranges") === "bytes" || header("Content-Encoding") !== "";
  if (etag === undefined || !isFile || header("X-Powered-By") !== "" || header("Last-Modified") === "")
    return undefined;
  if (status !== 200 && status !== 206) return undefined;
  const hasTime = Number.parseInt(time, 16) * 1000 === Date.parse(header("Last-Modified"));
  return { etag, isProven: hasTime || Number.parseInt(size, 16) === Number(header("Content-Length") || "-1") };
}
