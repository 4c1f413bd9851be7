import { type Line, mark } from "../stack.ts";
import { keepOthers } from "./lists.ts";
import { doubleQuoted } from "./quote.ts";

/**
 * A YAML key with a list of strings below it; no lines for an empty list. Where the server has such a list already, a comment
 * says that its other entries stay.
 */
export function yamlList(
  indent: string,
  key: string,
  values: readonly string[],
  changed: boolean,
  keeps = false,
): Line[] {
  if (values.length === 0) return [];
  return [
    `${indent}${key}:${keeps ? ` # ${keepOthers}` : ""}`,
    ...values.map((value) => mark(changed, `${indent}  - ${doubleQuoted(value)}`)),
  ];
}
