/**
 * A value of the wire in backticks, fit to stand within a sentence: cut where it is long, and without characters that
 * would end the quotation or disturb a terminal.
 */
export function quote(value: string, most = 80): string {
  const shown = value.length > most ? `${value.slice(0, most - 1)}…` : value;
  return `\`${shown.replace(/[\p{Cc}\p{Cf}]/gu, "\uFFFD").replaceAll("`", "'")}\``;
}

/** Several values of the wire, each in backticks; the first few where there are many. */
export function quoteAll(values: readonly string[], most = 6): string {
  const shown = values.slice(0, most).map((value) => quote(value));
  const left = values.length - shown.length;
  return left > 0 ? `${shown.join(", ")} and ${left} more` : shown.join(", ");
}
