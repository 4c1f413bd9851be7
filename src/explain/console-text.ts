import type { Cause } from "../causes/cause.ts";
import { causes } from "../causes/index.ts";
import type { Diagnosis, Finding } from "../diagnosis.ts";
import { type CorsFetch, lastHop } from "../exchange.ts";
import { blockingIn } from "../verdict/browser-order.ts";

/** The browsers' console messages for one refused fetch; null where the recording is not enough to know one. */
export interface ConsoleText {
  readonly chrome: string | null;
  readonly firefox: string | null;
}

/**
 * The error messages that Chromium 156 and Firefox 153 print for the verdict, word for word, because people search for
 * them. Values of the recording are in them unescaped.
 * @see https://source.chromium.org/chromium/chromium/src/+/main:third_party/blink/renderer/platform/loader/cors/cors_error_string.cc
 * @see https://searchfox.org/mozilla-central/source/dom/locales/en-US/chrome/security/security.properties
 */
export function consoleTextOf({ fetch, verdict, findings }: Diagnosis): ConsoleText {
  const { preflight, actual, method } = lastHop(fetch);
  const exchange = verdict?.step === "preflight" ? preflight : actual;
  if (!verdict || !exchange) return { chrome: null, firefox: null };
  const inChromium = blockingIn("chromium", verdict, findings, exchange.browser);
  const inFirefox = blockingIn("firefox", verdict, findings, exchange.browser);
  const step = { method, exchange };
  return {
    chrome: chromeText(fetch, verdict, causeOf(inChromium)?.says.chrome?.(inChromium, step) ?? null),
    firefox: firefoxText(fetch, verdict, causeOf(inFirefox)?.says.firefox?.(inFirefox, step) ?? null),
  };
}

function causeOf({ cause }: Finding): Cause | undefined {
  return causes.find(({ id }) => id === cause);
}

function chromeText(fetch: CorsFetch, { reportedAs }: Finding, reason: string | null): string | null {
  const initiator = initiators.get(resourceTypeOf(fetch));
  if (reason === null || initiator === undefined) return null;
  const first = fetch.hops[0]?.url ?? "";
  const { url } = lastHop(fetch);
  return [
    `Access to ${initiator} at '${url}'${first === url ? "" : ` (redirected from '${first}')`}`,
    ` from origin '${fetch.origin}' has been blocked by CORS policy: `,
    reportedAs.chrome?.startsWith("Preflight")
      ? "Response to preflight request doesn't pass access control check: "
      : "",
    reason,
    initiator === "XMLHttpRequest" && reason.endsWith("credentials mode is 'include'.") ? ` ${xhrCredentials}` : "",
  ].join("");
}

const xhrCredentials =
  "The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.";

/** Chromium's name for the initiator by resource type, where the type allows only one. */
const initiators: ReadonlyMap<string, string> = new Map([
  ["", "fetch"],
  ["fetch", "fetch"],
  ["xhr", "XMLHttpRequest"],
  ["script", "script"],
  ["font", "font"],
  ["image", "image"],
  ["stylesheet", "CSS stylesheet"],
  ["eventsource", "resource"],
  ["ping", "resource"],
]);

function resourceTypeOf(fetch: CorsFetch): string {
  return lastHop(fetch).actual?.resourceType ?? "";
}

/** Firefox quotes the URL only in the message about credentials and `*`. */
function firefoxText(fetch: CorsFetch, { reportedAs }: Finding, reason: string | null): string | null {
  if (reason === null) return null;
  const { url } = lastHop(fetch);
  const address = reportedAs.firefox === "CORSNotSupportingCredentials" ? `‘${url}’` : url;
  return `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${address}. ${reason}`;
}
