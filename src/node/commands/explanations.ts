import type { Cause } from "../../causes/cause.ts";
import { type CauseId, causes } from "../../causes/index.ts";
import { omittedCorsErrors } from "../../causes/omitted-cors-errors.ts";
import { unique } from "../../collections.ts";
import { lookAlikes } from "../../lookalikes/index.ts";
import { notes } from "../../notes/index.ts";
import { reasons } from "../../reasons/index.ts";
import type { RefusedResponse } from "../../reasons/reason.ts";
import { generalCauseAdvice } from "./cause-advice.ts";
import { generalAdvice } from "./general-advice.ts";

/** Every cause, which resources and docs/causes.md show. */
export const allCauses: readonly Cause[] = causes;

/**
 * What is known of a cause, a reason, a look-alike or a note, by its id or a browser's name, of all causes with this name; undefined
 * for anything else.
 */
export function explanationOf(name: string): string | undefined {
  const wanted = toName(name).toLowerCase();
  const found = allCauses.filter(({ id, reportedAs }) =>
    [id, ...Object.values(reportedAs.chrome), reportedAs.firefox].some((known) => known?.toLowerCase() === wanted),
  );
  const other = Object.entries(otherFirefoxErrors).find(([id]) => id.toLowerCase() === wanted);
  const texts = [...(other ? [`${other[0]} (an error of Firefox): ${other[1]}`] : []), ...found.map(causeText)];
  if (texts.length > 0) return texts.join("\n\n");
  for (const [kind, list] of Object.entries(otherLists)) {
    const rule = list.find(({ id }) => id === wanted);
    if (rule) return ruleText(kind, rule);
  }
  const [omitted, why] = Object.entries(omittedCorsErrors).find(([id]) => id.toLowerCase() === wanted) ?? [];
  return omitted === undefined ? undefined : `${omitted} (an error of Chromium that CORS Panel never reports): ${why}`;
}

/**
 * The name in what a user may copy in its place: the address of a page of MDN about Firefox's error, the text in Firefox's Network panel
 * (`CORS Missing Allow Origin`), the tooltip in Chrome's (`Cross-Origin Resource Sharing error: MissingAllowOriginHeader`), and the key of Firefox's message, which ends in a number (`CORSMissingAllowOrigin2`).
 */
function toName(text: string): string {
  const [, quoted] = /(?:\/CORS\/Errors\/(?=CORS)|Cross-Origin Resource Sharing error: )(\w+)/.exec(text) ?? [];
  const name = quoted ?? text.trim();
  return /^CORS(?: ?[A-Z]\w*)+$/.test(name) ? name.replaceAll(" ", "").replace(/\d$/, "") : name;
}

/**
 * What Firefox's errors mean that are no cause's name, or not only a cause's.
 * @see https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors
 */
const otherFirefoxErrors: Readonly<Record<string, string>> = {
  CORSDisabled: "CORS is turned off in this browser. In `about:config`, reset `content.cors.disable`.",
  CORSDidNotSucceed:
    "Firefox got no response: the server is down, its certificate is not trusted, or an extension or mixed content blocked the request. Open the URL in a tab to see which. Rarely, it is the cause below.",
  CORSOriginHeaderNotAdded: "Firefox could not add the header `Origin`. Look for an extension that changes requests.",
  CORSMultipleAllowOriginNotAllowed:
    "The response has more than one `Access-Control-Allow-Origin`. See `cors-panel explain multiple-allow-origins`.",
};

/** A reason, a look-alike or a note: what is known of it without a request. */
interface Rule {
  readonly id: string;
  readonly title: string;
  readonly judges?: readonly RefusedResponse[];
  readonly causes?: readonly string[];
  readonly explain: (...request: never[]) => string;
}

const otherLists: Readonly<Record<string, readonly Rule[]>> = {
  reason: reasons,
  "look-alike, not CORS": lookAlikes,
  note: notes,
};

/**
 * A reason, a look-alike or a note in a few lines: what it means, which responses it explains, and what to do about any such request.
 * An explanation that has no general advice takes no request.
 */
function ruleText(kind: string, { id, title, judges = [], causes = [], explain }: Rule): string {
  return [
    `${id} (${kind}): ${title}.`,
    ...(judges.length === 0 ? [] : [`Explains: ${judges.map((one) => responseNames[one]).join(", ")}.`]),
    `Change: ${adviceOf({ id, explain })}`,
    ...(causes.length === 0 ? [] : [`More: ${causes.map((cause) => `cors-panel explain ${cause}`).join(", ")}`]),
  ].join("\n");
}

function adviceOf({ id, explain }: Pick<Rule, "id" | "explain">): string {
  return generalAdvice[id] ?? (explain as () => string)();
}

/** What to do about any failure that is this look-alike. */
export function lookAlikeAdviceOf(id: string): string {
  const rule = lookAlikes.find((one) => one.id === id);
  return rule ? adviceOf(rule) : "";
}

const responseNames: Readonly<Record<RefusedResponse, string>> = {
  preflight: "a refused preflight response",
  actual: "a refused actual response",
  stored: "a refused response from the browser's cache",
};

/** A cause in a few lines: what the browser checks, where, how browsers name it, and what has to change. */
export function causeText({ id, title, spec, reportedAs, judges, remedy }: Cause): string {
  const chrome = unique(Object.values(reportedAs.chrome)).join(", ");
  return [
    `${id}: ${title}.`,
    `Checked on: ${judges.map((step) => (step === "preflight" ? "the preflight response" : "the actual response")).join(" and ")}.`,
    `Chrome: ${chrome}. Firefox: ${reportedAs.firefox ?? "a network error"}.`,
    `Change: ${generalCauseAdvice(id as CauseId)}`,
    neverText({ remedy }),
    `Specification: ${spec}`,
  ].join("\n");
}

/** What never to do about a refusal. */
export function neverText({ remedy }: Pick<Cause, "remedy">): string {
  return `Never: ${remedy === "change-request" ? neverInPage : neverOnServer}.`;
}

const neverInPage = 'mode: "no-cors", --disable-web-security, a public CORS proxy';
const neverOnServer =
  'reflect any origin, * with credentials, allow null, a second CORS middleware or a second header, mode: "no-cors"';
