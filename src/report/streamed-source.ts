import { createDiagnosisStream, type StreamLimits } from "../diagnose-stream.ts";
import type { Diagnosis, RecognizedNote } from "../diagnosis.ts";
import type { Exchange, Recording } from "../exchange.ts";
import { createCollector, type ReportLimits } from "./collect.ts";
import type { DiagnosedSource } from "./format.ts";

/** A recording that is diagnosed in parts, as far as reports show it. */
export interface StreamedSource {
  /** Takes the next exchanges in the recording's order. */
  readonly add: (exchanges: readonly Exchange[]) => void;
  /** The source when the recording ends; `problems` are the parts that could not be read. */
  readonly finish: (source: string, problems: readonly string[]) => DiagnosedSource;
}

/** Starts to diagnose a recording in parts for reports. */
export function createStreamedSource(
  recording: Pick<Recording, "browser" | "pages" | "headerOverrides">,
  limits: { readonly stream?: StreamLimits; readonly report?: ReportLimits } = {},
): StreamedSource {
  const stream = createDiagnosisStream(recording, limits.stream);
  const collector = createCollector(limits.report);
  return {
    add(exchanges) {
      for (const fetch of stream.add(exchanges)) collector.add(fetch);
    },
    finish(source, problems) {
      for (const fetch of stream.end()) collector.add(fetch);
      const { kept, counted } = collector.finish();
      const exchanges = new Set(stream.remembered());
      const notes = new Map<Diagnosis, readonly RecognizedNote[]>();
      for (const { fetch, original, diagnosis } of kept) {
        for (const { actual, preflight } of diagnosis.fetch.hops) {
          if (actual) exchanges.add(actual);
          if (preflight) exchanges.add(preflight);
        }
        const own = fetch.notes(original);
        if (own.length > 0) notes.set(diagnosis, own);
      }
      return {
        source,
        recording: {
          ...recording,
          exchanges: [...exchanges].sort((a, b) => a.index - b.index),
          problems: [...problems, ...stream.problems()],
        },
        diagnoses: kept.map(({ diagnosis }) => diagnosis),
        notes,
        ...(counted && { counted }),
      };
    },
  };
}
