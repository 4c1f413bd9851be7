import { explainNearMisses, type NearMiss, nearMisses } from "../text/near-miss.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { adviceToAllow } from "./fingerprints/allow-origin-advice.ts";
import { requestOrigin, responseHeader } from "./fingerprints/response.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const originNearMiss = defineReason({
  id: "origin-near-miss",
  title: "The allowed origin differs slightly from the page's origin",
  headline: (refusal) =>
    namedMisses(refusal)
      .map((miss) => headlines[miss])
      .find((headline) => headline !== undefined) ?? "",
  judges: ["preflight", "actual"],
  causes: ["allow-origin-mismatch", "invalid-allow-origin"],
  detect(refusal) {
    if (namedMisses(refusal).length === 0) return;
    const evidence = translate`the server allows ${quote(allowedValue(refusal))}, the page's origin is ${quote(requestOrigin(refusal))}`;
    return { certainty: "certain", evidence, remedy: "grant" };
  },
  explain: (refusal) =>
    adviceToAllow(refusal, () => {
      const difference = explainNearMisses(namedMisses(refusal), allowedValue(refusal), requestOrigin(refusal));
      return isOwnHost(refusal)
        ? translate`${difference} Or a proxy changes the \`Origin\` header, and the server reflects it: nginx's \`$host\` leaves out the port. Pass on \`$http_origin\` instead.`
        : difference;
    }),
});

function allowedValue(refusal: RefusedFetch): string {
  return responseHeader(refusal, "Access-Control-Allow-Origin") ?? "";
}

/**
 * True where the allowed origin is the server's own host without a port: a proxy that writes `$scheme://$host` into `Origin` makes the
 * server reflect that.
 * @see https://github.com/Rbillon59/hass-n8n/pull/642
 */
function isOwnHost(refusal: RefusedFetch): boolean {
  const { url } = refusal.exchange;
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, port } = new URL(url);
  return port !== "" && allowedValue(refusal) === `${protocol}//${hostname}`;
}

function namedMisses(refusal: RefusedFetch): NearMiss[] {
  const value = allowedValue(refusal);
  if (value.length > 1000) return [];
  const origin = requestOrigin(refusal);
  const misses = nearMisses(value, origin);
  // Of an app's own scheme, such as `tauri://localhost`, the reason is the app's platform.
  if (misses.includes("scheme") && !(isOfWeb(value) && isOfWeb(origin))) return [];
  return misses.filter((miss) => headlines[miss] !== undefined);
}

function isOfWeb(origin: string): boolean {
  return /^https?:/i.test(origin);
}

/** A headline for each near miss that no other reason explains. */
const headlines: { readonly [miss in NearMiss]?: string } = {
  "trailing-slash": "The allowed origin ends with a slash",
  path: "The allowed origin contains a path",
  "letter-case": "The allowed origin is not in lower case",
  scheme: "The allowed origin and the page use different schemes (http and https)",
  port: "The allowed origin and the page use different ports",
  "default-port": "The allowed origin contains the default port, but browsers leave it out",
  www: "The allowed origin and the page differ in `www.`",
  "loopback-name":
    "The allowed origin and the page use different names for this machine, such as `localhost` and `127.0.0.1`",
  "no-scheme": "The allowed origin has no `http://` or `https://`",
  null: "The allowed origin is `null`, not the page's origin",
};
