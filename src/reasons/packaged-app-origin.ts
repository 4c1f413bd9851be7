import { quote, quoteAll } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { hostOf } from "../text/url-parts.ts";
import { corsHeaderNames, hasVary, isRefusedBy, requestOrigin, responseHeader } from "./fingerprints/response.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

/** A page that an app or an extension brings along has an origin that no list for web pages has. */
export const packagedAppOrigin = defineReason({
  id: "packaged-app-origin",
  title: "The server does not allow the origin of an app or an extension",
  headline: (refusal) =>
    isExtension(refusal)
      ? translate`Add ${quote(hostOf(refusal.exchange.url))} to the extension's \`host_permissions\`, or allow ${quote(requestOrigin(refusal))} on the server`
      : translate`Add ${quote(requestOrigin(refusal))} (the origin of the ${runtimeOf(refusal)?.name ?? ""} app) to the server's allowed origins`,
  judges: ["preflight", "actual"],
  causes: ["missing-allow-origin", "allow-origin-mismatch"],
  detect(refusal) {
    const runtime = runtimeOf(refusal);
    if (!isExtension(refusal) && !runtime) return;
    if (!isAboutOrigin(refusal)) return;
    // `https://localhost` can be another page than that of an app.
    const isOfApp = !runtime || runtime.origin.test(requestOrigin(refusal));
    return {
      certainty: isOfApp && namesOthers(refusal) ? "certain" : "possible",
      evidence: translate`${quote(`Origin: ${requestOrigin(refusal)}`)}, but the response does not allow this origin`,
      remedy: "grant",
    };
  },
  explain: (refusal) => {
    if (isExtension(refusal))
      return translate`With ${quote(hostOf(refusal.exchange.url))} in \`host_permissions\` of the manifest, the extension's own pages and its service worker need no CORS headers. If the server refuses requests by their \`Origin\`, allow the extension's origin there too. In Firefox, each installation has a different origin.`;
    const { origins = [], plugin = "" } = runtimeOf(refusal) ?? {};
    return translate`Add ${quoteAll(origins)} exactly like this. The app's origin depends on the platform. Keep the existing origins in the list. Or send the request with ${quote(plugin)}: CORS does not apply outside the web view.`;
  },
});

/** False where the status shows a problem that comes before the origin, such as a missing login. */
function isAboutOrigin({ exchange }: RefusedFetch): boolean {
  if (exchange.status < 400) return true;
  const ranCors = hasVary(exchange, "origin") || corsHeaderNames(exchange).length > 0;
  return ranCors && (exchange.status === 400 || exchange.status === 403);
}

/** True where the CORS code of the server ran, and allows other origins. */
function namesOthers(refusal: RefusedFetch): boolean {
  return isRefusedBy(refusal, "allow-origin-mismatch") || corsHeaderNames(refusal.exchange).length > 0;
}

function isExtension(refusal: RefusedFetch): boolean {
  return /^(chrome|moz|safari-web)-extension:/.test(requestOrigin(refusal));
}

interface Runtime {
  readonly name: string;
  readonly origin: RegExp;
  /** The origins of such an app on all platforms. */
  readonly origins: readonly string[];
  /** What sends a request outside of the web view. */
  readonly plugin: string;
}

/** The runtime that the page's origin shows, or the allowed origin: then it is one of the same app on another platform. */
function runtimeOf(refusal: RefusedFetch): Runtime | undefined {
  const page = requestOrigin(refusal);
  const allowed = responseHeader(refusal, "Access-Control-Allow-Origin") ?? "";
  return runtimes.find(({ origin, origins }) => origin.test(page) || (origin.test(allowed) && origins.includes(page)));
}

/**
 * @see https://docs.rs/crate/tauri/2.12.0/source/src/protocol/mod.rs
 * @see https://ionicframework.com/docs/troubleshooting/cors
 */
const runtimes: readonly Runtime[] = [
  {
    name: "Tauri",
    origin: /^(tauri:\/\/localhost|https?:\/\/tauri\.localhost)$/,
    origins: ["tauri://localhost", "http://tauri.localhost", "https://tauri.localhost"],
    plugin: "@tauri-apps/plugin-http",
  },
  {
    name: "Capacitor",
    origin: /^(capacitor|ionic):\/\/localhost$/,
    origins: ["capacitor://localhost", "ionic://localhost", "https://localhost", "http://localhost"],
    plugin: "CapacitorHttp",
  },
];
