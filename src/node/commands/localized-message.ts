import type { ConsoleMessage } from "./console-message.ts";

/**
 * What a CORS message of Firefox in another language than English reports; undefined for any other text. Chrome and Safari print
 * theirs in English only. Firefox's translators keep the names of headers, the values and the status, so that these show the sentence:
 * `Quellübergreifende … auf https://api.example/a. (Grund: CORS-Kopfzeile 'Access-Control-Allow-Origin' fehlt). Statuscode: 200.`
 * @see https://github.com/mozilla-l10n/firefox-l10n/blob/main/de/dom/chrome/security/security.properties
 */
export function readLocalizedMessage(text: string): ConsoleMessage | undefined {
  const [, url = "", reason = ""] = sentence.exec(text.replace(/\s+/g, " ")) ?? [];
  if (url === "") return undefined;
  const quoted = quotedIn(reason);
  const [name] = corsHeader.exec(reason) ?? [];
  const value = quoted.find((one) => !corsHeader.test(one)) ?? null;
  const [, status = null] = /[:：] ?(\d{3})\b/.exec(reason) ?? [];
  const found = name === undefined ? withoutHeader(url, status, reason) : { causes: causesOf(name, value, status) };
  if (!found || isWarning(quoted)) return undefined;
  return {
    causes: [],
    lookAlike: null,
    ...found,
    url: url.replace(/\.$/, ""),
    origin: null,
    redirectedFrom: null,
    isPreflight: /Methods|Headers/.test(name ?? "") || found.causes?.[0] === "preflight-status-not-ok",
    status,
    value: value === "*" || value === "true" ? null : value,
  };
}

/** Whether the text has the form of Firefox's messages about refusals, also of one that does not show its reason. */
export function isFirefoxMessage(text: string): boolean {
  const [, , reason] = sentence.exec(text.replace(/\s+/g, " ")) ?? [];
  return reason !== undefined && !isWarning(quotedIn(reason));
}

/**
 * The URL, then the word for "reason" with a colon, in parentheses or as a sentence of its own, then the reason, in which `CORS` and
 * the names of headers are never translated. The reason ends before another URL
 * without quotation marks, which belongs to the next message.
 */
const sentence =
  /(?<![a-z+.-])([a-z][a-z+.-]*:\/\/[^\s，。’”»'"]{1,2000})(?![^\s，。’”»'"])[’”»'"]*(?:[^(（:：]{0,80}[(（] ?|(?<=\.) )\p{L}+ ?[:：] ?(?=.{0,200}?(?:CORS|Access-Control-))((?:[‘“«„'"`「] ?[a-z]+:\/\/|(?!(?<!,) [a-z]+:\/\/).)*)/u;

const corsHeader = /Access-Control-Allow-(?:Origin|Credentials|Methods|Headers)/;

/** What stands in the quotation marks of Firefox's languages. A straight one also stands in words, so that it needs a space before it. */
const quotation =
  /‘ ?([^’]{0,300}?) ?’|“ ?([^”]{0,300}?) ?”|« ?([^»]{0,300}?) ?»|„ ?([^“”]{0,300}?) ?[“”]|「([^」]{0,300})」|`([^`]{0,300})`|(?<=[\s(（])'([^']{0,300})'|"([^"]{0,300})"/g;

function quotedIn(reason: string): string[] {
  return [...reason.matchAll(quotation)].map((groups) => groups.slice(1).find((one) => one !== undefined) ?? "");
}

/** A warning that `*` will not cover `Authorization` refuses nothing. */
function isWarning(quoted: readonly string[]): boolean {
  return quoted.some((one) => /^authorization$/i.test(one)) && quoted.includes("*");
}

type Causes = ConsoleMessage["causes"];

function causesOf(header: string, value: string | null, status: string | null): Causes {
  if (value === "*") return ["wildcard-origin-with-credentials"];
  if (header.endsWith("Credentials")) return ["allow-credentials-not-true"];
  if (header.endsWith("Methods"))
    return value === null || isToken(value) ? ["method-not-allowed"] : ["invalid-allow-methods"];
  // The header that is not allowed has a name; what Firefox cannot read in a list is none.
  if (header.endsWith("Headers"))
    return value === null || isToken(value) ? ["header-not-allowed"] : ["invalid-allow-headers"];
  if (value?.includes(",")) return ["multiple-allow-origins"];
  if (value !== null) return ["allow-origin-mismatch", "invalid-allow-origin"];
  // Without a status it is the message of an older Firefox, or the one about several headers.
  return status === null ? ["missing-allow-origin", "multiple-allow-origins"] : ["missing-allow-origin"];
}

/** A reason that names no header shows itself by the status or by the URL; undefined where it does not. */
function withoutHeader(url: string, status: string | null, reason: string): Partial<ConsoleMessage> | undefined {
  if (/[:：] ?\(null\)/.test(reason)) return { lookAlike: "network-error" };
  if (!/^https?:/i.test(url)) return { causes: ["unsupported-scheme"] };
  if (status !== null && !status.startsWith("2")) return { causes: ["preflight-status-not-ok"] };
  return undefined;
}

/** @see https://httpwg.org/specs/rfc9110.html#tokens */
function isToken(value: string): boolean {
  return /^[!#$%&'*+.^`|~\w-]+$/.test(value);
}
