import { redactBody } from "../../redact/redact-words.ts";
import { quote } from "../../text/quote.ts";
import { translate } from "../../text/translate.ts";
import type { RefusedFetch } from "../reason.ts";
import { hasNoCorsHeaders, isExpressErrorPage, isRefusedBy, requestOrigin, responseHeader } from "./response.ts";

/** A part of a request that CORS middleware compares with its configuration; `request` where nothing says which. */
export type RefusedPart = "origin" | "method" | "headers" | "path" | "request";

/** A refusal that the server explains itself. */
export interface StatedRefusal {
  readonly parts: readonly RefusedPart[];
  readonly certainty: "certain" | "possible";
  /** The server's own words, raw. */
  readonly sentence: string;
  /** Without secrets, because a body may name the token or the user that it refuses. */
  readonly evidence: string;
}

/** What the response says that CORS middleware refused, in its body or in a header; undefined where it says nothing. */
export function statedRefusal(refusal: RefusedFetch): StatedRefusal | undefined {
  if (!isRefusedBy(refusal, "missing-allow-origin", "preflight-status-not-ok")) return undefined;
  return inHeader(refusal) ?? inBody(refusal);
}

/** True where the `origin` function of the package `cors` threw an error that says what it refused. */
export function isThrownByOriginFunction(refusal: RefusedFetch): boolean {
  const { exchange, answeredBy } = refusal;
  if (exchange.status !== 500 || !hasNoCorsHeaders(exchange)) return false;
  const sentence = statedRefusal(refusal)?.sentence;
  if (sentence === undefined) return false;
  const isExpress = isExpressErrorPage(exchange) || answeredBy.some(({ id }) => /^(express|nestjs)$/.test(id));
  return isExpress || /not allowed by CORS/i.test(sentence);
}

/**
 * rack-cors says in a header what it did not find: a rule for the origin, a resource for the path, or the method or the
 * headers in that resource.
 * @see https://github.com/cyu/rack-cors/blob/master/lib/rack/cors/result.rb
 */
function inHeader(refusal: RefusedFetch): StatedRefusal | undefined {
  const value = responseHeader(refusal, "X-Rack-CORS") ?? "";
  const [, reason = ""] = /^(?:preflight-)?miss; (no-origin|no-path|deny-method|deny-header)$/.exec(value) ?? [];
  const part = rackParts[reason];
  if (part === undefined) return undefined;
  const sentence = `X-Rack-CORS: ${value}`;
  return { parts: [part], certainty: "certain", sentence, evidence: quote(sentence) };
}

const rackParts: Readonly<Record<string, RefusedPart>> = {
  "no-origin": "origin",
  "no-path": "path",
  "deny-method": "method",
  "deny-header": "headers",
};

function inBody(refusal: RefusedFetch): StatedRefusal | undefined {
  const { method, status, responseText } = refusal.exchange;
  if (!responseText) return undefined;
  // The body of a success may be any text, unless it is the body of a preflight response, which no page reads.
  if (status < 400 && (method !== "OPTIONS" || responseText.length > maxPreflightBody)) return undefined;
  const body = responseText.slice(0, 2000);
  if (/csrf|CORSResponse/i.test(body)) return undefined;
  for (const part of body.split(/[<>"\n{}]|\.\s/)) {
    const sentence = part.trim();
    const certainty = certaintyOf(sentence, refusal);
    if (!certainty) continue;
    const evidence = translate`${status} with ${quote(redactBody(sentence))} in its body`;
    return { parts: partsOf(sentence), certainty, sentence, evidence };
  }
  return undefined;
}

const maxPreflightBody = 500;

/** How surely the sentence says that CORS middleware refused the request; undefined where it says something else. */
function certaintyOf(raw: string, refusal: RefusedFetch): StatedRefusal["certainty"] | undefined {
  // Some servers send a code instead of a sentence, such as `ORIGIN_NOT_ALLOWED`.
  const sentence = raw.replaceAll("_", " ");
  if (sentence.length < 8 || sentence.length > 400) return undefined;
  if (ownSentences.test(sentence)) return "certain";
  if (!refusing.test(sentence)) return undefined;
  const origin = requestOrigin(refusal);
  if (/\bCORS\b|\bcross[- ]origin (request|access|resource)/i.test(sentence)) return "certain";
  if (origin.length > 8 && sentence.includes(origin)) return "certain";
  if (/\borigin( header| '[^']{1,200}'| [^ ]{1,200})? (is |was )?not (allowed|permitted|authorized)\b/i.test(sentence))
    return "certain";
  return /\b(invalid|disallowed|forbidden|unauthorized|untrusted|unknown) (request )?origin\b/i.test(sentence)
    ? "possible"
    : undefined;
}

const refusing =
  /\b(not (allowed|permitted|whitelisted|authorized|enabled|trusted)|not allow|disallow(ed|s)|blocked|denied|rejected|forbidden|refused|invalid|violat(es|ed|ion)|unauthorized|untrusted|unknown|disabled|no origins are allowed|no matching)\b/i;

/**
 * Sentences of CORS libraries that name neither CORS nor the origin: those of actix-cors and of ASP.NET Web API.
 * @see https://github.com/actix/actix-extras/blob/master/actix-cors/src/error.rs
 * @see https://github.com/aspnet/AspNetWebStack/blob/main/src/System.Web.Cors/Properties/SRResources.resx
 */
const ownSentences =
  /^(Requested method is not allowed|One or more (request headers|headers requested) are not allowed|The collection of headers '[^']{1,300}' is not allowed)/;

/** What a sentence names. A sentence that names nothing comes from a check of the origin alone. */
function partsOf(sentence: string): readonly RefusedPart[] {
  if (/disabled|not enabled for this (route|path)/i.test(sentence)) return ["path"];
  const [, list] = /^Disallowed CORS ([a-z, -]{1,60})$/.exec(sentence) ?? [];
  const named = partWords.filter((word) => (list ?? withoutCommonWords(sentence)).includes(word)).map(partOfWord);
  if (list !== undefined && named.length > 0) return named;
  const [first] = named;
  if (first !== undefined) return [named.includes("method") ? "method" : first];
  return /\brequest\b/i.test(sentence) ? ["request"] : ["origin"];
}

/** The sentence in lower case without words that name a part, but mean something else. */
function withoutCommonWords(sentence: string): string {
  return sentence.toLowerCase().replace(/cross[- ]origin|preflight request failed|(?<=origin) headers?\b/g, "");
}

const partWords = ["origin", "method", "header"] as const;

function partOfWord(word: (typeof partWords)[number]): RefusedPart {
  return word === "header" ? "headers" : word;
}
