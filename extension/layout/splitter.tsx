import type { Signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n/messages.ts";

/** How much of the panel the list takes, in percent: of its width beside the detail, of its height above it. */
export interface Split {
  readonly width: number;
  readonly height: number;
}

const defaultSplit: Split = { width: 30, height: 26 };

/** The smallest and the largest share of either part. */
const [least, most] = [10, 80];

/** The share that a setting may have; the default for a broken one. */
export function readSplit(value: unknown): Split {
  const { width, height } = (typeof value === "object" && value !== null ? value : {}) as Partial<Split>;
  return { width: share(width, defaultSplit.width), height: share(height, defaultSplit.height) };
}

function share(value: unknown, otherwise: number): number {
  return typeof value === "number" && value >= least && value <= most ? value : otherwise;
}

/** The line between list and detail, which the pointer drags and the arrow keys move. */
export function Splitter({ split }: { readonly split: Signal<Split> }) {
  const sideBySide = !useMediaQuery(narrow);
  const side = sideBySide ? "width" : "height";
  const moveTo = (percent: number) => {
    const limited = Math.round(Math.min(most, Math.max(least, percent)));
    split.value = { ...split.peek(), [side]: limited };
  };
  const onPointerMove = ({ currentTarget, pointerId, clientX, clientY }: PointerMove) => {
    const area = currentTarget.closest(".split")?.getBoundingClientRect();
    if (!area || !currentTarget.hasPointerCapture(pointerId)) return;
    moveTo(sideBySide ? (100 * (clientX - area.left)) / area.width : (100 * (clientY - area.top)) / area.height);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -2, ArrowUp: -2, ArrowRight: 2, ArrowDown: 2 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    moveTo(split.peek()[side] + step);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> has no value and is not focusable
    <div
      class="splitter"
      role="separator"
      tabIndex={0}
      aria-label={t("listSize")}
      aria-orientation={sideBySide ? "vertical" : "horizontal"}
      aria-valuenow={split.value[side]}
      aria-valuemin={least}
      aria-valuemax={most}
      onPointerDown={({ currentTarget, pointerId }) => currentTarget.setPointerCapture(pointerId)}
      onPointerMove={onPointerMove}
      onDblClick={() => moveTo(defaultSplit[side])}
      onKeyDown={onKeyDown}
      data-splitter
    />
  );
}

/** Whether the query matches, also after the panel got another size. */
function useMediaQuery(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const update = () => setMatches(media.matches);
    media.addEventListener("change", update);
    return () => media.removeEventListener("change", update);
  }, [query]);
  return matches;
}

type PointerMove = PointerEvent & { readonly currentTarget: HTMLElement };

/** As in the style sheet: the list is above the detail. */
const narrow = "(max-width: 519px)";
