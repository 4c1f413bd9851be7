import { effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Settings } from "../host/settings.ts";
import { readSplit, type Split } from "../layout/splitter.tsx";
import { type Grouping, groupings } from "../list/arrange.ts";
import { type Sort, sorts } from "../list/sort-rows.ts";

/** Which fetches the list shows, by their outcome. */
export const filters = ["refused", "failed", "unknown", "all"] as const;
export type Filter = (typeof filters)[number];

/** The choices of the user that the browser keeps; each is saved when it changes. */
export interface SettingsStore {
  readonly filter: Signal<Filter>;
  readonly sort: Signal<Sort>;
  readonly grouping: Signal<Grouping>;
  readonly preserveLog: Signal<boolean>;
  /** Whether files are saved without values that may be secret. */
  readonly redact: Signal<boolean>;
  /** Id of the stack that is shown first where the user chose no other, or "". */
  readonly preferredStack: Signal<string>;
  /** The stack that the user chose for each server, by the server's origin. */
  readonly chosenStacks: Signal<StackChoices>;
  readonly split: Signal<Split>;
  /** The names of the hints that the user dismissed. */
  readonly understood: ReadonlySignal<readonly string[]>;
  readonly understand: (hint: string) => void;
}

export type StackChoices = Readonly<Record<string, string>>;

/** Opens the kept settings. Values of the wrong kind are replaced by the defaults. */
export function createSettingsStore(settings: Settings): { store: SettingsStore; close: () => void } {
  const filter = signal(readOneOf(filters, settings.get("filter")));
  const sort = signal(readOneOf(sorts, settings.get("sort")));
  const grouping = signal(readOneOf(groupings, settings.get("grouping")));
  const preserveLog = signal(settings.get("preserveLog") === true);
  const redact = signal(settings.get("redact") !== false);
  const preferredStack = signal(String(settings.get("preferredStack") ?? ""));
  const chosenStacks = signal(readChoices(settings.get("stacks")));
  const split = signal(readSplit(settings.get("split")));
  const understood = signal(readNames(settings.get("understood")));
  const kept = { filter, sort, grouping, preserveLog, redact, preferredStack, stacks: chosenStacks, split, understood };
  const stops = Object.entries(kept).map(([name, setting]) => effect(() => settings.set(name, setting.value)));
  const understand = (hint: string) => {
    understood.value = [...understood.value, hint];
  };
  return {
    store: { filter, sort, grouping, preserveLog, redact, preferredStack, chosenStacks, split, understood, understand },
    close: () => {
      for (const stop of stops) stop();
    },
  };
}

/** The kept value, or the first of the choices. */
function readOneOf<T extends string>(choices: readonly [T, ...T[]], value: unknown): T {
  return choices.find((choice) => choice === value) ?? choices[0];
}

function readNames(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === "string") : [];
}

function readChoices(value: unknown): StackChoices {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter(([, stack]) => typeof stack === "string"));
}
