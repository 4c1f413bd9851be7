import type { Format } from "./format.ts";
import { type Redaction, redactAllValues, withoutSecrets } from "./secrets.ts";

/**
 * A format that gets its sources without secrets unless `showSecrets` is set. Formats for people redact all values in
 * URLs; a format for programs passes a redaction that keeps harmless values. The id keeps its literal type.
 */
export function defineFormat<const Id extends string>(
  { id, write }: Format<Id>,
  redaction: Redaction = redactAllValues,
): Format<Id> {
  return {
    id,
    write: (sources, options) =>
      write(options.showSecrets ? sources : sources.map((source) => withoutSecrets(source, redaction)), options),
  };
}
