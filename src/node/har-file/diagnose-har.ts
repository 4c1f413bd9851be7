import { diagnose } from "../../diagnose.ts";
import type { DiagnosedSource } from "../../report/format.ts";
import { createStreamedSource } from "../../report/streamed-source.ts";
import { type RecordingReader, readInParts } from "./read-in-parts.ts";

/**
 * The diagnosed recording of a HAR file, or of standard input for `-`; a sentence when it cannot be read. A small recording is
 * diagnosed as a whole, and of a larger one only what a report shows stays in memory.
 */
export function diagnoseHar(source: string, stdin: AsyncIterable<Uint8Array>): Promise<DiagnosedSource | string> {
  const reader: RecordingReader<DiagnosedSource> = {
    readWhole: (recording) => ({ source, recording, diagnoses: diagnose(recording) }),
    startParts(facts) {
      const { add, finish } = createStreamedSource(facts);
      return { add, finish: (problems) => finish(source, problems) };
    },
  };
  return readInParts(source, stdin, reader);
}
