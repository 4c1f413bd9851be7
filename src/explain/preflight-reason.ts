import { type CorsFetch, lastHop } from "../exchange.ts";
import { getHeader } from "../fetch/headers.ts";
import { isCorsSafelistedMethod } from "../fetch/safelist.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { requestedHeaderNames } from "../verdict/check-response.ts";

/**
 * Why the browser sent a preflight, in one sentence; null where it sent none.
 * @see https://fetch.spec.whatwg.org/#main-fetch
 */
export function preflightReasonOf(fetch: CorsFetch): string | null {
  const { preflight, actual, method } = lastHop(fetch);
  if (!preflight) return null;
  const causes: string[] = [];
  if (!isCorsSafelistedMethod(method)) causes.push(translate`the method is ${quote(method)}, not GET, HEAD or POST`);
  const names = requestedHeaderNames(preflight.requestHeaders);
  const headers = actual?.requestHeaders ?? [];
  const contentType = getHeader(headers, "Content-Type");
  for (const name of names) {
    if (name === "content-type") {
      causes.push(
        translate`\`Content-Type\`${contentType === null ? "" : translate` is ${quote(contentType)}, which`} is not a type that HTML forms send`,
      );
    } else if (safelistedByValue.has(name)) {
      causes.push(translate`the value of ${quote(name)} is too long or too unusual to send without a preflight`);
    }
  }
  const unsafe = names.filter((name) => name !== "content-type" && !safelistedByValue.has(name));
  if (unsafe.length > 0) causes.push(translate`the page sets ${unsafe.map((name) => quote(name)).join(", ")}`);
  if (causes.length === 0)
    return translate("The browser sent a preflight because the page listens to upload progress or sends a stream.");
  return translate`The browser sent a preflight because ${causes.join(translate(", and because "))}.`;
}

const safelistedByValue = new Set(["accept", "accept-language", "content-language", "range"]);
