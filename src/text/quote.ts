// Texts for people and for generated code. Recorded values come in; quotations, sentences and printable text go out.
// Nothing here reads a recording or judges a response.

import { translate } from "./translate.ts";
import { visible } from "./visible.ts";

/**
 * A recorded value in backticks for use in a sentence: shortened to `maxLength`, without backticks, and with the characters
 * that a terminal acts on as escapes. An absent value reads as empty.
 */
export function quote(value: string | null, maxLength = 80): string {
  const text = value ?? "";
  const shown = text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
  return `\`${/^[ -_a-~]*$/.test(shown) ? shown : visible(shown).replaceAll("`", "'")}\``;
}

/** A recorded URL in backticks. A URL may be longer than other values before it is shortened. */
export function quoteUrl(url: string): string {
  return quote(url, 120);
}

/** The first `maxValues` recorded values, each in backticks, and how many more there are. */
export function quoteAll(values: readonly string[], maxValues = 6): string {
  const shown = values.slice(0, maxValues).map((value) => quote(value));
  const left = values.length - shown.length;
  return left > 0 ? translate`${shown.join(", ")} and ${left} more` : shown.join(", ");
}
