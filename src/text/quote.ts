import { translate } from "./translate.ts";

/**
 * A value of the wire in backticks, fit to stand within a sentence: cut where it is long, and without characters that
 * would end the quotation or disturb a terminal. What is absent reads as empty.
 */
export function quote(value: string | null, most = 80): string {
  const text = value ?? "";
  const shown = text.length > most ? `${text.slice(0, most - 1)}…` : text;
  return `\`${/^[ -_a-~]*$/.test(shown) ? shown : harmless(shown)}\``;
}

function harmless(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, "\uFFFD").replaceAll("`", "'");
}

/** Several values of the wire, each in backticks; the first few where there are many. */
export function quoteAll(values: readonly string[], most = 6): string {
  const shown = values.slice(0, most).map((value) => quote(value));
  const left = values.length - shown.length;
  return left > 0 ? translate`${shown.join(", ")} and ${left} more` : shown.join(", ");
}
