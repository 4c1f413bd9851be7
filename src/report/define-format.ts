import { type LogSyntax, withoutLogCommands } from "../text/log-commands.ts";
import type { DiagnosedSource, Format, FormatOptions, StreamedFormat } from "./format.ts";
import { type Redaction, redactAllValues, withoutSecrets } from "./secrets.ts";

/**
 * A format that gets its sources without secrets unless `showSecrets` is set, and whose report holds no command of a CI
 * system. Formats for people redact all values in URLs; a format for programs passes a redaction that keeps harmless values.
 * The id keeps its literal type.
 */
export function defineFormat<const Id extends string>(
  { id, syntax, write }: Format<Id>,
  redaction: Redaction = redactAllValues,
): Format<Id> {
  return {
    id,
    syntax,
    write: (sources, options) => {
      const shown = sources.map((source) => shownSource(source, options, redaction));
      return piecesWithoutLogCommands(write(shown, options), syntax);
    },
  };
}

/** The same for a format whose report begins before all sources are known. */
export function defineStreamedFormat<const Id extends string>(
  { id, syntax, start }: StreamedFormat<Id>,
  redaction: Redaction = redactAllValues,
): Format<Id> & StreamedFormat<Id> {
  const startSafely: StreamedFormat["start"] = (options) => {
    const report = start(options);
    return {
      add: (source) => piecesWithoutLogCommands(report.add(shownSource(source, options, redaction)), syntax),
      end: () => piecesWithoutLogCommands(report.end(), syntax),
    };
  };
  return {
    id,
    syntax,
    start: startSafely,
    *write(sources, options) {
      const report = startSafely(options);
      for (const source of sources) yield* report.add(source);
      yield* report.end();
    },
  };
}

function shownSource(source: DiagnosedSource, { showSecrets }: FormatOptions, redaction: Redaction): DiagnosedSource {
  return showSecrets ? source : withoutSecrets(source, redaction);
}

/** The pieces of a report without commands of CI systems. Each piece but the first begins where a line or a value does. */
export function* piecesWithoutLogCommands(pieces: Iterable<string>, syntax: LogSyntax): Generator<string> {
  for (const piece of pieces) yield withoutLogCommands(piece, syntax);
}
