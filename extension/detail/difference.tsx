import { t } from "../i18n/messages.ts";

interface DifferenceProps {
  readonly got: string;
  readonly want: string;
}

/** A value that is nearly right, with the wrong characters marked, and a text that says where they are. */
export function Difference({ got, want }: DifferenceProps) {
  const difference = differenceOf(got, want);
  if (!difference) return <code>{got}</code>;
  const { start, gotEnd, wantEnd } = difference;
  const instead = quoted(want.slice(start, wantEnd));
  return (
    <>
      <code>
        {got.slice(0, start)}
        <mark>{got.slice(start, gotEnd)}</mark>
        {got.slice(gotEnd)}
      </code>
      <span class="differs">{t("differsAt", start + 1, quoted(got.slice(start, gotEnd)), instead)}</span>
    </>
  );
}

function quoted(text: string): string {
  return text === "" ? t("nothing") : `“${text}”`;
}

/** Where two strings differ between their common start and end; null for a list, and where less than half is common. */
function differenceOf(got: string, want: string) {
  if (/[,\s]/.test(got)) return null;
  const shorter = Math.min(got.length, want.length);
  let start = 0;
  while (start < shorter && got[start] === want[start]) start++;
  let end = 0;
  while (end < shorter - start && got.at(-1 - end) === want.at(-1 - end)) end++;
  if (got === want || 2 * (start + end) < Math.max(got.length, want.length)) return null;
  return { start, gotEnd: got.length - end, wantEnd: want.length - end };
}
