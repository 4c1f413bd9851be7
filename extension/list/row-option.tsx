import { useMemo } from "preact/hooks";
import { formatTime, plural, t } from "../i18n/messages.ts";
import { Outcome } from "../layout/outcome.tsx";
import { Text } from "../layout/text.tsx";
import { hostOf } from "./filter.ts";
import type { RowLine } from "./lines.ts";

interface RowOptionProps {
  readonly line: RowLine;
  /** The number of the list's options. */
  readonly total: number;
  readonly selected: boolean;
  /** Whether no heading names the server. */
  readonly showsServer: boolean;
  readonly onSelect: (key: string) => void;
}

/** A row as an option of the list box. Scrolling draws the list at each step, so an option is drawn only when it changes. */
export function RowOption({ line, total, selected, showsServer, onSelect }: RowOptionProps) {
  const { row, position, group, isBrief } = line;
  const { key, method, path, title, count, outcome, url, cause, fixedAt, server, passesInTrial } = row;
  return useMemo(
    () => (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the list box around the options handles the keys
      // biome-ignore lint/a11y/useFocusableInteractive: the list box has the focus, and names the active option
      <div
        id={optionId(position)}
        role="option"
        aria-selected={selected}
        aria-setsize={total}
        aria-posinset={position}
        class={`row${isBrief ? " brief" : ""}${group ? " inner" : ""}`}
        onClick={() => onSelect(key)}
        data-fetch
        data-url={url}
        data-method={method}
        data-cause={cause}
        data-outcome={outcome}
        data-fixed={fixedAt !== null}
        data-trial-pass={passesInTrial}
        data-count={count}
      >
        <Outcome outcome={fixedAt === null ? outcome : "fixed"} />
        <span class="call" title={url}>
          <b>{method}</b> {showsServer && <span class="host">{hostOf(server)}</span>}
          <span class="path">{path}</span>
          {isBrief && passesInTrial && <b class="fixed"> {t("passesInTrial")}</b>}
        </span>
        {count > 1 && (
          <span class="times" title={plural("times", count)}>
            <span aria-hidden="true">{count}</span>
            <span class="unseen">{plural("times", count)}</span>
          </span>
        )}
        <span class={isBrief ? "unseen" : "why"} title={title.replaceAll("`", "")}>
          {fixedAt !== null && <b class="fixed">{t("fixedAt", formatTime(fixedAt))} </b>}
          {!isBrief && passesInTrial && <b class="fixed">{t("passesInTrial")} </b>}
          <Text>{title}</Text>
        </span>
      </div>
    ),
    [row, position, total, selected, showsServer, group, isBrief],
  );
}

export function optionId(position: number): string {
  return `fetch-${position}`;
}
