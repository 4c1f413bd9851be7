import { formatValue, plural, t } from "../i18n/messages.ts";
import { Outcome } from "../layout/outcome.tsx";
import { Text } from "../layout/text.tsx";
import { countOf } from "./arrange.ts";
import type { GroupLine } from "./lines.ts";
import { optionId } from "./row-option.tsx";
import type { Row } from "./rows.ts";

interface GroupOptionProps {
  readonly line: GroupLine;
  /** The number of the list's options. */
  readonly total: number;
  /** Whether the group is closed and stands for the selected row. */
  readonly selected: boolean;
  readonly onSelect: (key: string) => void;
  readonly onToggle: (key: string) => void;
}

/** A group of rows as one line: closed it is an option that stands for its first row, open it is their heading. */
export function GroupOption({ line, total, selected, onSelect, onToggle }: GroupOptionProps) {
  const { of, rows, isOpen, position, key } = line;
  const option = isOpen
    ? { role: "presentation" as const }
    : { id: optionId(position), role: "option" as const, "aria-setsize": total, "aria-posinset": position };
  const [first] = rows;
  const onClick = () => {
    if (!isOpen && !selected) onSelect(first.key);
    onToggle(key);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list box around the options handles the keys
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the props belong to the option, which the closed group is
    // biome-ignore lint/a11y/noStaticElementInteractions: the list box names the active option
    <div
      {...option}
      aria-selected={isOpen ? undefined : selected}
      class={`row group${isOpen ? " opened" : ""}`}
      onClick={onClick}
      data-group={of}
      data-outcome={first.outcome}
      data-expanded={isOpen}
    >
      <span aria-hidden={isOpen}>
        <Outcome outcome={of === "fixed" ? "fixed" : first.outcome} />
      </span>
      <span class="call">
        <b>{of === "fixed" ? t("fixedCount", rows.length) : plural("paths", rows.length)}</b>{" "}
        <span class="path">{sampleOf(rows)}</span>
      </span>
      <Count count={countOf(rows)} isOpen={isOpen} />
      <span class="why">
        {rows.every(({ passesInTrial }) => passesInTrial) && <b class="fixed">{t("passesInTrial")} </b>}
        {of === "fixed" ? t("fixedGroup") : <Text>{first.title}</Text>}
      </span>
    </div>
  );
}

function Count({ count, isOpen }: { readonly count: number; readonly isOpen: boolean }) {
  return (
    <span class="times" title={plural("times", count)}>
      <span aria-hidden="true">{formatValue(count)}</span>
      <span class="unseen">
        {plural("times", count)}
        {!isOpen && `, ${t("groupClosed")}`}
      </span>
    </span>
  );
}

/** The first requests of the group, as far as they fit into the line. */
function sampleOf(rows: readonly Row[]): string {
  return rows
    .slice(0, maxSample)
    .map(({ method, path }) => `${method} ${path}`)
    .join(", ");
}

const maxSample = 3;
