import { type Diagnosis, isAllowed, isBlocked, isFailed, isRefused, isUnknown } from "../diagnosis.ts";
import { lastHop } from "../exchange.ts";
import { originOf } from "../fetch/origin.ts";
import { quoteAll } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import type { DiagnosedSource } from "./format.ts";

/**
 * How many fetches were refused, failed, have an unknown outcome and were allowed, in one sentence. A second one says where a
 * trial of a fix changed what the browser checked.
 */
export function summaryOf(source: Summarized): string {
  return [countsSentence(source), ...trialSentences(source)].join(" ");
}

type Summarized = Pick<DiagnosedSource, "diagnoses" | "accepted"> & Partial<Pick<DiagnosedSource, "recording">>;

/** What passed in a trial is no proof that the server is fixed. */
function trialSentences({ diagnoses, recording }: Summarized): string[] {
  const overridden = new Set(recording?.headerOverrides?.map(({ server }) => server));
  const servers = new Set(diagnoses.map(({ fetch }) => originOf(lastHop(fetch).url)));
  const shown = [...servers].filter((server) => overridden.has(server));
  if (shown.length === 0) return [];
  return [translate`CORS Panel changed response headers of ${quoteAll(shown)} to try a fix.`];
}

function countsSentence({ diagnoses, accepted }: Summarized): string {
  const count = (isCounted: (diagnosis: Diagnosis) => boolean) => diagnoses.filter(isCounted).length;
  const total = diagnoses.length;
  if (total === 0) return translate("The recording contains no cross-origin requests.");
  const [refused, failed, unknown, allowed] = [count(isRefused), count(isFailed), count(isUnknown), count(isAllowed)];
  const fetches = total === 1 ? translate("1 cross-origin request") : translate`${total} cross-origin requests`;
  const acceptedPart = accepted?.size ? translate` (${accepted.size} accepted)` : "";
  return `${[
    translate`${fetches}: ${refused === 0 ? translate("none") : refused} refused by CORS${acceptedPart}`,
    ...(failed > 0 ? [translate`${failed} failed for another reason`] : []),
    ...(unknown > 0 ? [unknownPart(unknown, diagnoses)] : []),
    ...(allowed > 0 ? [translate`${allowed} allowed`] : []),
  ].join(", ")}.`;
}

/** How many fetches have an unknown outcome, and how many of them the browser blocked. */
function unknownPart(count: number, diagnoses: readonly Diagnosis[]): string {
  const all = translate`${count} with an unknown outcome`;
  const blocked = diagnoses.filter((diagnosis) => isUnknown(diagnosis) && isBlocked(diagnosis)).length;
  const part = translate` (${blocked} blocked)`;
  return blocked > 0 ? `${all}${part}` : all;
}
