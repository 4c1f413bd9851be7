/** An object of a document of unknown shape. */
export type Values = Readonly<Record<string, unknown>>;

/** The value as an object; an empty one where it is none. */
export function asObject(value: unknown): Values {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Values) : {};
}

/** The value as an array; an empty one where it is none. */
export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value as a text; "" where it is neither a text nor a number. */
export function asText(value: unknown): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}
