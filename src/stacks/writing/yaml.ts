import { type Line, mark } from "../stack.ts";
import { doubleQuoted } from "./quote.ts";

/** A YAML key with a list of strings below it; no lines for an empty list. */
export function yamlList(indent: string, key: string, values: readonly string[], changed: boolean): Line[] {
  if (values.length === 0) return [];
  return [`${indent}${key}:`, ...values.map((value) => mark(changed, `${indent}  - ${doubleQuoted(value)}`))];
}
