import type { Fix } from "../../src/index.ts";

/**
 * The numbers of the lines that a reader needs to see at once: the changed ones and one line before and after each. Null where
 * the code has hardly any others, so that nothing is hidden.
 */
export function nearChanges({ code, changed }: Pick<Fix, "code" | "changed">): ReadonlySet<number> | null {
  const count = code.split("\n").length;
  const near = new Set(
    changed.flatMap((line) => [line - 1, line, line + 1]).filter((line) => line >= 0 && line < count),
  );
  return near.size === 0 || count - near.size < minHidden ? null : near;
}

/** Fewer lines than these are not worth a button. */
const minHidden = 3;
