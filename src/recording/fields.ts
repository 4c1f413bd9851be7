import type { Exchange } from "../exchange.ts";

/** A JSON object whose fields are not known to be there. */
export type Fields = Readonly<Record<string, unknown>>;

/** The value as an object with fields; what is none reads as an empty one. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

/** An exchange that is still being read: each browser's reader corrects what every recorder writes. */
export type ExchangeDraft = { -readonly [Key in keyof Exchange]: Exchange[Key] };
