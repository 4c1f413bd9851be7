import { memo } from "../collections.ts";
import { getHeader, splitList } from "../fetch/headers.ts";
import { isCorsSafelistedResponseHeaderName } from "../fetch/safelist.ts";
import { quoteAll } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { type AllowedFetch, defineNote } from "./note.ts";

export const unreadableResponseHeaders = defineNote({
  id: "unreadable-response-headers",
  title: "The page cannot read some headers of the response",
  mode: "cors",
  detect(passed) {
    const names = unreadable(passed);
    return names.length === 0 ? undefined : translate`${quoteAll(names)} not in \`Access-Control-Expose-Headers\``;
  },
  explain: (passed) =>
    translate`If the page needs them, send \`Access-Control-Expose-Headers: ${exposing(passed)}\`; until then they read as \`null\`.`,
});

function exposing(passed: AllowedFetch): string {
  const exposed = exposedNames(passed).filter((name) => name !== "*");
  const names = [...exposed, ...unreadable(passed)];
  return names.length > 12 ? `${names.slice(0, 12).join(", ")}, …` : names.join(", ");
}

/** The headers of use to a page that it is not allowed to read. */
function unreadable(passed: AllowedFetch): string[] {
  const { actual } = passed.hop;
  const ofUse = actual?.responseHeaders.filter(({ name }) => mayBeOfUse(name) && isOfUse(name, actual.status)) ?? [];
  if (ofUse.length === 0) return [];
  const exposed = exposedNames(passed).map((name) => name.toLowerCase());
  if (exposed.includes("*") && passed.credentials !== "include") return [];
  return [...new Set(ofUse.map(({ name }) => name))].filter((name) => !exposed.includes(name.toLowerCase()));
}

function exposedNames({ hop }: AllowedFetch): string[] {
  return splitList(getHeader(hop.actual?.responseHeaders ?? [], "Access-Control-Expose-Headers") ?? "");
}

/** Headers that applications read; those that only servers, proxies and browsers deal with would be noise. */
function isOfUse(name: string, status: number): boolean {
  const lowerName = name.toLowerCase();
  if (isCorsSafelistedResponseHeaderName(lowerName)) return false;
  if (lowerName === "location") return status === 201;
  if (lowerName === "retry-after") return status >= 400;
  if (/^(link|content-disposition|content-range|deprecation|sunset|ratelimit(-.*)?)$/.test(lowerName)) return true;
  return /^x-/.test(lowerName) && !isInfrastructure(lowerName);
}

/** Spares the many other headers a closer look. */
const mayBeOfUse = memo((name) =>
  /^(x-|location$|retry-after$|link$|content-disposition$|content-range$|deprecation$|sunset$|ratelimit)/i.test(name),
);

const isInfrastructure = memo((lowerName) => infrastructure.test(lowerName));

const infrastructure =
  /^x-(powered-by|content-type-options|frame-options|xss-protection|download-options|permitted-cross-domain-policies|dns-prefetch-control|robots-tag|ua-compatible|content-security-policy|cache(-.*)?|cacheable|served-by|varnish|timer|runtime|proxy-.*|envoy-.*|amz-.*|amzn-.*|azure-.*|ms-.*|goog-.*|guploader-.*|vercel-.*|nf-.*|kong-.*|fastly-.*|github-.*|matched-path|via|backend.*|server.*|host|edge-.*|request-id|correlation-id|trace-id|b3-.*|datadog-.*|turbo-.*|aspnet.*|generator|drupal.*|litespeed.*|sourcefiles|nextjs-.*|render-.*|railway-.*)$/;
