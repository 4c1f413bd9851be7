/** Whether a recording lists exchanges in the order of their starts. */
export interface ListOrder {
  /** Takes the times of the next exchange, and the latest start before it. */
  readonly add: (start: number, end: number, latestStart: number) => void;
  /** True once the recording has shown that its order is that of the starts, and as long as nothing contradicts that. */
  readonly isOfStarts: () => boolean;
}

/**
 * Recorders list exchanges in the order of their starts or in that of their ends. Which of the two it is shows where one exchange
 * starts after another and ends before it. In the order of ends, the later part of a fetch may come minutes after its preflight.
 */
export function createListOrder(): ListOrder {
  let latestEnd = Number.NEGATIVE_INFINITY;
  let listedByStart = 0;
  let isListedOtherwise = false;
  return {
    add(start, end, latestStart) {
      if (isBefore(start, latestStart)) isListedOtherwise = true;
      else if (end < latestEnd - maxEndDelay) listedByStart += 1;
      latestEnd = Math.max(latestEnd, end);
    },
    isOfStarts: () => !isListedOtherwise && listedByStart >= minListedByStart,
  };
}

/** So many exchanges show the order: a few may have been recorded late. */
const minListedByStart = 10;

/** Milliseconds by which the end of an exchange is usually recorded late at most. */
const maxEndDelay = 10;

/** True for a start before another one, by more than rounding explains. */
export function isBefore(start: number, other: number): boolean {
  return start < other - 1;
}
