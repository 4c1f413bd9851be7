import { visible } from "../text/visible.ts";

/** What an error says, in one line that is safe to print. */
export function firstLine(error: unknown): string {
  const { message = "", error: inner } = Object(error) as { message?: string; error?: unknown };
  const text = message === "" && inner !== undefined ? firstLine(inner) : message || String(error);
  return visible(text.split("\n")[0] ?? "").replace(/\.$/, "");
}
