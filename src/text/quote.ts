import { translate } from "./translate.ts";

/**
 * A value of the wire in backticks, fit to stand within a sentence: cut where it is long, and without characters that
 * would end the quotation or disturb a terminal. What is absent reads as empty.
 */
export function quote(value: string | null, maxLength = 80): string {
  const text = value ?? "";
  const shown = text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
  return `\`${/^[ -_a-~]*$/.test(shown) ? shown : replaceUnsafe(shown)}\``;
}

function replaceUnsafe(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, "\uFFFD").replaceAll("`", "'");
}

/** Several values of the wire, each in backticks; the first few where there are many. */
export function quoteAll(values: readonly string[], maxValues = 6): string {
  const shown = values.slice(0, maxValues).map((value) => quote(value));
  const left = values.length - shown.length;
  return left > 0 ? translate`${shown.join(", ")} and ${left} more` : shown.join(", ");
}
