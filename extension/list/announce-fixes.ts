import { effect, type ReadonlySignal } from "@preact/signals";
import { t } from "../i18n/messages.ts";
import type { RowSets } from "./list-store.ts";

/** Announces each row that becomes fixed, until the returned function is called. */
export function announceFixes(
  { fixedRows, blockedRows }: RowSets,
  isFileShown: ReadonlySignal<boolean>,
  announce: (text: string) => void,
): () => void {
  let announced: Set<string> | undefined;
  return effect(() => {
    const known = announced;
    // The fixes in a file are old, and so are those of the recording that is shown again after it.
    announced = isFileShown.value ? undefined : new Set();
    if (!announced) return;
    for (const { key, fixedAt, method, path } of [...fixedRows.value, ...blockedRows.value]) {
      if (fixedAt === null) continue;
      announced.add(key);
      if (known && !known.has(key)) announce(t("fixedSaid", method, path));
    }
  });
}
