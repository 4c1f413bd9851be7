import { visibleJson } from "../text/visible.ts";

/** Indented JSON in which characters that a terminal acts on are escapes. */
export function indentedJson(value: object): string {
  return visibleJson(JSON.stringify(value, null, 2));
}
