import { lastHop } from "../exchange.ts";
import { originOf } from "../fetch/origin.ts";
import { quoteAll } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { countsOf } from "./counts.ts";
import type { DiagnosedSource } from "./format.ts";

/**
 * How many fetches were refused, failed, have an unknown outcome and were allowed, in one sentence. A second one says where a
 * trial of a fix changed what the browser checked, and a third one how many of the fetches the report leaves out.
 */
export function summaryOf(source: Summarized): string {
  return [countsSentence(source), ...trialSentences(source), ...leftOutSentences(source)].join(" ");
}

/** What a report leaves out of the requests that need attention. */
function leftOutSentences({ counted }: Summarized): string[] {
  const { refused = 0, failed = 0, unknown = 0 } = counted ?? {};
  const count = refused + failed + unknown;
  if (count === 0) return [];
  return [
    translate`This report leaves out ${count} of them, which differ from the shown ones. Record fewer pages at once to see the rest.`,
  ];
}

type Summarized = Pick<DiagnosedSource, "diagnoses" | "accepted" | "counted" | "pending"> &
  Partial<Pick<DiagnosedSource, "recording">>;

/** What passed in a trial is no proof that the server is fixed. */
function trialSentences({ diagnoses, recording }: Summarized): string[] {
  const overridden = new Set(recording?.headerOverrides?.map(({ server }) => server));
  if (overridden.size === 0) return [];
  const servers = new Set(diagnoses.map(({ fetch }) => originOf(lastHop(fetch).url)));
  const shown = [...servers].filter((server) => overridden.has(server));
  if (shown.length === 0) return [];
  return [translate`CORS Panel changed response headers of ${quoteAll(shown)} to try a fix.`];
}

function countsSentence(source: Summarized): string {
  const { all, refused, failed, unknown, allowed, unknownBlocked, accepted } = countsOf(source);
  const { pending = 0 } = source;
  const total = all + pending;
  if (total === 0) return translate("The recording contains no cross-origin requests.");
  const fetches = total === 1 ? translate("1 cross-origin request") : translate`${total} cross-origin requests`;
  const acceptedPart = accepted > 0 ? translate` (${accepted} accepted)` : "";
  return `${[
    translate`${fetches}: ${refused === 0 ? translate("none") : refused} refused by CORS${acceptedPart}`,
    ...(failed > 0 ? [translate`${failed} failed for another reason`] : []),
    ...(unknown > 0 ? [unknownPart(unknown, unknownBlocked)] : []),
    ...(allowed > 0 ? [translate`${allowed} allowed`] : []),
    ...(pending > 0 ? [translate`${pending} without a response yet`] : []),
  ].join(", ")}.`;
}

/** How many fetches have an unknown outcome, and how many of them the browser blocked. */
function unknownPart(count: number, blocked: number): string {
  const all = translate`${count} with an unknown outcome`;
  const part = translate` (${blocked} blocked)`;
  return blocked > 0 ? `${all}${part}` : all;
}
