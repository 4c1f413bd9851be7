/** A JSON object of which no field is known to be there. */
export type Fields = Readonly<Record<string, unknown>>;

/** The value as an object with fields; anything else reads as an empty object. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

/** The value when it is a text, else "". */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The value when it is a number, else NaN. */
export function numberOf(value: unknown): number {
  return typeof value === "number" ? value : Number.NaN;
}
