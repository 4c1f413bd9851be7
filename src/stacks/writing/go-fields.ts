import { type Line, mark } from "../stack.ts";

/** A field of a Go struct literal; false for no field. */
export type GoField = { readonly name: string; readonly value: string; readonly changed?: boolean } | false;

/** The fields of a Go struct literal, aligned as gofmt aligns them. */
export function goFields(fields: readonly GoField[]): Line[] {
  const kept = fields.filter((field) => field !== false);
  const width = Math.max(...kept.map(({ name }) => name.length)) + 2;
  return kept.map(({ name, value, changed = false }) => mark(changed, `\t${`${name}:`.padEnd(width)}${value},`));
}
