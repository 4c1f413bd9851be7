import { type LogSyntax, withoutLogCommands } from "../text/log-commands.ts";
import type { Format } from "./format.ts";
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
      const shown = options.showSecrets ? sources : sources.map((source) => withoutSecrets(source, redaction));
      return piecesWithoutLogCommands(write(shown, options), syntax);
    },
  };
}

/** The pieces of a report without commands of CI systems. Each piece but the first begins where a line or a value does. */
export function* piecesWithoutLogCommands(pieces: Iterable<string>, syntax: LogSyntax): Generator<string> {
  for (const piece of pieces) yield withoutLogCommands(piece, syntax);
}
