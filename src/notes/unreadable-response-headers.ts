import { memo, unique } from "../collections.ts";
import { splitList } from "../fetch/headers.ts";
import { isCorsSafelistedResponseHeaderName } from "../fetch/safelist.ts";
import { quoteAll } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { type AllowedFetch, defineNote, responseHeader } from "./note.ts";

export const unreadableResponseHeaders = defineNote({
  id: "unreadable-response-headers",
  title: "The page cannot read some headers of the response",
  mode: "cors",
  detect(passed) {
    const names = unreadableNames(passed);
    return names.length === 0 ? undefined : translate`${quoteAll(names)} not in \`Access-Control-Expose-Headers\``;
  },
  explain: (passed) =>
    translate`If the page needs them, send \`Access-Control-Expose-Headers: ${exposedAndUnreadable(passed)}\`; until then they read as \`null\`.`,
});

/** The value of an `Access-Control-Expose-Headers` that also exposes the unreadable headers. */
function exposedAndUnreadable(passed: AllowedFetch): string {
  const exposed = exposedNames(passed).filter((name) => name !== "*");
  const names = [...exposed, ...unreadableNames(passed)];
  return names.length > maxNames ? `${names.slice(0, maxNames).join(", ")}, …` : names.join(", ");
}

/** More names would make the sentence unreadable. */
const maxNames = 12;

/** The names of useful headers that the page cannot read. */
function unreadableNames(passed: AllowedFetch): string[] {
  const { actual } = passed.hop;
  const useful = actual?.responseHeaders.filter(({ name }) => mayBeUseful(name) && isUseful(name, actual.status)) ?? [];
  if (useful.length === 0) return [];
  const exposed = exposedNames(passed).map((name) => name.toLowerCase());
  if (exposed.includes("*") && passed.credentials !== "include") return [];
  return unique(useful.map(({ name }) => name)).filter((name) => !exposed.includes(name.toLowerCase()));
}

function exposedNames(passed: AllowedFetch): string[] {
  return splitList(responseHeader(passed, "Access-Control-Expose-Headers") ?? "");
}

/** True for headers that applications read. Headers for servers, proxies and browsers alone would be noise. */
function isUseful(name: string, status: number): boolean {
  const lowerName = name.toLowerCase();
  if (isCorsSafelistedResponseHeaderName(lowerName)) return false;
  if (lowerName === "location") return status === 201;
  if (lowerName === "retry-after") return status >= 400;
  if (/^(link|content-disposition|content-range|deprecation|sunset|ratelimit(-.*)?)$/.test(lowerName)) return true;
  return /^x-/.test(lowerName) && !isInfrastructure(lowerName);
}

/** A quick test that rejects most headers before the slower one. */
const mayBeUseful = memo((name) =>
  /^(x-|location$|retry-after$|link$|content-disposition$|content-range$|deprecation$|sunset$|ratelimit)/i.test(name),
);

const isInfrastructure = memo((lowerName) => infrastructureNames.test(lowerName));

const infrastructureNames =
  /^x-(powered-by|content-type-options|frame-options|xss-protection|download-options|permitted-cross-domain-policies|dns-prefetch-control|robots-tag|ua-compatible|content-security-policy|cache(-.*)?|cacheable|served-by|varnish|timer|runtime|proxy-.*|envoy-.*|amz-.*|amzn-.*|azure-.*|ms-.*|goog-.*|guploader-.*|vercel-.*|nf-.*|kong-.*|fastly-.*|github-.*|matched-path|via|backend.*|server.*|host|edge-.*|request-id|correlation-id|trace-id|b3-.*|datadog-.*|turbo-.*|aspnet.*|generator|drupal.*|litespeed.*|sourcefiles|nextjs-.*|render-.*|railway-.*)$/;
