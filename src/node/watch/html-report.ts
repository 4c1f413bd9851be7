import { diagnose } from "../../diagnose.ts";
import type { Diagnosis } from "../../diagnosis.ts";
import type { Recording } from "../../exchange.ts";
import { countPendingFetches } from "../../pairing/pending.ts";
import { limitSource } from "../../report/collect.ts";
import { defaultOptions } from "../../report/format.ts";
import { html } from "../../report/html.ts";
import { readReportPage } from "../output/report-page.ts";
import { packageVersion } from "../package.ts";

/**
 * The report on a recording as one HTML page, which shows the panel. Requests that are ignored are left out. Null when the
 * page for reports has not been built.
 */
export function htmlReport(
  source: string,
  recording: Recording,
  isIgnored: (diagnosis: Diagnosis) => boolean,
): string | null {
  const reportPage = readReportPage();
  if (reportPage === null) return null;
  const diagnoses = diagnose(recording).filter((diagnosis) => !isIgnored(diagnosis));
  const written = { at: new Date().toISOString(), version: packageVersion() };
  return [
    ...html.write([limitSource({ source, recording, diagnoses, pending: countPendingFetches(recording) })], {
      ...defaultOptions,
      reportPage,
      written,
    }),
  ].join("");
}
