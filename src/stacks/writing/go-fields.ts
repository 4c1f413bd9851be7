import type { Policy } from "../../remedy.ts";
import { type Line, mark } from "../stack.ts";
import { credentialsLine, listLine } from "./lists.ts";

/** A field of a Go struct literal; false for no field. */
export type GoField =
  | { readonly name: string; readonly value: string; readonly changed?: boolean; readonly isList?: boolean }
  | false;

/** The fields of a Go struct literal, aligned as gofmt aligns them. */
export function goFields(policy: Policy, fields: readonly GoField[]): Line[] {
  const kept = fields.filter((field) => field !== false);
  const width = Math.max(...kept.map(({ name }) => name.length)) + 2;
  return kept.map(({ name, value, changed = false, isList = true }) => {
    const text = `\t${`${name}:`.padEnd(width)}${value},`;
    if (name === "AllowCredentials") return credentialsLine(policy, text);
    return isList ? listLine(policy, changed, text) : mark(changed, text);
  });
}
