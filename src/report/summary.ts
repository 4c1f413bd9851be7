import { type Diagnosis, isAllowed, isBlocked, isFailed, isRefused, isUnknown } from "../diagnosis.ts";
import { translate } from "../text/translate.ts";
import type { DiagnosedSource } from "./format.ts";

/** How many fetches were refused, failed, have an unknown outcome and were allowed, in one sentence. */
export function summaryOf({ diagnoses, accepted }: Pick<DiagnosedSource, "diagnoses" | "accepted">): string {
  const count = (isCounted: (diagnosis: Diagnosis) => boolean) => diagnoses.filter(isCounted).length;
  const total = diagnoses.length;
  if (total === 0) return translate("The recording holds no cross-origin fetch.");
  const [refused, failed, unknown, allowed] = [count(isRefused), count(isFailed), count(isUnknown), count(isAllowed)];
  const fetches = total === 1 ? translate("1 cross-origin fetch") : translate`${total} cross-origin fetches`;
  const acceptedPart = accepted?.size ? translate` (${accepted.size} known)` : "";
  return `${[
    translate`${fetches}: ${refused === 0 ? translate("none") : refused} refused by CORS${acceptedPart}`,
    ...(failed > 0 ? [translate`${failed} failed for another reason`] : []),
    ...(unknown > 0 ? [unknownPart(unknown, diagnoses)] : []),
    ...(allowed > 0 ? [translate`${allowed} allowed`] : []),
  ].join(", ")}.`;
}

/** How many fetches have an unknown outcome, and how many of them the browser blocked. */
function unknownPart(count: number, diagnoses: readonly Diagnosis[]): string {
  const all = translate`${count} of which the recording does not tell`;
  const blocked = diagnoses.filter((diagnosis) => isUnknown(diagnosis) && isBlocked(diagnosis)).length;
  const part = translate` (${blocked} blocked)`;
  return blocked > 0 ? `${all}${part}` : all;
}
