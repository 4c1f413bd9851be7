import type { Cause } from "../../causes/cause.ts";
import { causes } from "../../causes/index.ts";
import { omittedCorsErrors } from "../../causes/omitted-cors-errors.ts";
import { unique } from "../../collections.ts";
import { lookAlikes } from "../../lookalikes/index.ts";
import { notes } from "../../notes/index.ts";
import { reasons } from "../../reasons/index.ts";

/** Every cause, which resources and docs/causes.md show. */
export const allCauses: readonly Cause[] = causes;

/**
 * What is known of a cause, a reason, a look-alike or a note, by its id or a browser's name, of all causes with this name; undefined
 * for anything else.
 */
export function explanationOf(name: string): string | undefined {
  const wanted = name.trim().toLowerCase();
  const found = allCauses.filter(({ id, reportedAs }) =>
    [id, ...Object.values(reportedAs.chrome), reportedAs.firefox].some((known) => known?.toLowerCase() === wanted),
  );
  if (found.length > 0) return found.map(causeText).join("\n\n");
  for (const [kind, list] of Object.entries(otherLists)) {
    const rule = list.find(({ id }) => id === wanted);
    if (rule) return `${rule.id} (${kind}): ${rule.title}.`;
  }
  const [omitted, why] = Object.entries(omittedCorsErrors).find(([id]) => id.toLowerCase() === wanted) ?? [];
  return omitted === undefined ? undefined : `${omitted} (an error of Chromium that CORS Panel never reports): ${why}`;
}

const otherLists: Readonly<Record<string, readonly { readonly id: string; readonly title: string }[]>> = {
  reason: reasons,
  "look-alike, not CORS": lookAlikes,
  note: notes,
};

/** A cause in a few lines: what the browser checks, where, how browsers name it, and what has to change. */
export function causeText({ id, title, spec, reportedAs, judges, remedy }: Cause): string {
  const chrome = unique(Object.values(reportedAs.chrome)).join(", ");
  return [
    `${id}: ${title}.`,
    `Checked on: ${judges.map((step) => (step === "preflight" ? "the preflight response" : "the actual response")).join(" and ")}.`,
    `Chrome: ${chrome}. Firefox: ${reportedAs.firefox ?? "a network error"}.`,
    `Change: ${changeFor(remedy)}.`,
    neverText({ remedy }),
    `Specification: ${spec}`,
  ].join("\n");
}

/** What never to do about a refusal. */
export function neverText({ remedy }: Pick<Cause, "remedy">): string {
  return `Never: ${remedy === "change-request" ? neverInPage : neverOnServer}.`;
}

/** What a remedy asks for, in a few words. */
export function changeFor(remedy: Cause["remedy"]): string {
  return changes[remedy];
}

const changes: Readonly<Record<Cause["remedy"], string>> = {
  grant: "correct or extend the server's CORS headers, in the existing CORS code if there is any",
  "answer-preflight":
    "respond to OPTIONS with a 2xx status and the CORS headers before authentication, redirects and routes",
  "send-once": "set each CORS header in one layer only",
  "keep-on-errors": "keep the CORS headers on error responses too",
  "avoid-redirect": "respond to the requested URL instead of redirecting, or request the final URL",
  vary: "send Vary: Origin",
  "repair-server": "start or repair the server that did not respond",
  "change-request": "change the page or its permissions in the browser; no setting of the server helps",
};

const neverInPage = 'mode: "no-cors", --disable-web-security, a public CORS proxy';
const neverOnServer =
  'reflect any origin, * with credentials, allow null, a second CORS middleware or a second header, mode: "no-cors"';
