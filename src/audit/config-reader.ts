import { quote } from "../text/quote.ts";

/**
 * Reads values of unknown shape. A value that is wrong is reported with its place, and reading goes on with an empty value, so that
 * the user hears of everything that is wrong at once. A place is a path such as `allow[0].origins`.
 */
export interface ConfigReader {
  readonly report: (place: string, problem: string) => void;
  /** Null for anything but an object; keys that are not listed are reported. */
  readonly object: (
    value: unknown,
    place: string,
    keys?: readonly string[],
  ) => Readonly<Record<string, unknown>> | null;
  readonly list: (value: unknown, place: string) => readonly unknown[];
  readonly text: (value: unknown, place: string) => string;
  /** The value in a list, which is empty where there is a problem with it. */
  readonly valid: <T>(problem: string | null, place: string, value: T) => T[];
  /** The strings of a list that must not be empty, without those that `problemOf` finds wrong. */
  readonly checked: (value: unknown, place: string, problemOf: (text: string) => string | null) => string[];
}

/** A reader that adds what it reports to `problems`. */
export function createConfigReader(problems: string[]): ConfigReader {
  return { report, object, list, text, valid, checked };

  function report(place: string, problem: string): void {
    problems.push(`${place}: ${problem}`);
  }

  function object(value: unknown, place: string, keys?: readonly string[]): Readonly<Record<string, unknown>> | null {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      report(place, value === undefined ? "missing" : "must be an object");
      return null;
    }
    for (const key of Object.keys(value)) {
      if (keys && !keys.includes(key))
        report(place, `${quote(key)} is not a setting; the settings are ${keys.join(", ")}`);
    }
    return value as Readonly<Record<string, unknown>>;
  }

  function list(value: unknown, place: string): readonly unknown[] {
    if (Array.isArray(value)) return value;
    report(place, value === undefined ? "missing" : "must be an array");
    return [];
  }

  function text(value: unknown, place: string): string {
    if (typeof value === "string") return value;
    report(place, "must be a string");
    return "";
  }

  function valid<T>(problem: string | null, place: string, value: T): T[] {
    if (problem === null) return [value];
    report(place, problem);
    return [];
  }

  function checked(value: unknown, place: string, problemOf: (text: string) => string | null): string[] {
    const items = list(value, place);
    if (Array.isArray(value) && items.length === 0) report(place, "must not be empty");
    return items.flatMap((item, at) => {
      const itemPlace = `${place}[${at}]`;
      if (typeof item !== "string") return valid("must be a string", itemPlace, "");
      return valid(problemOf(item), itemPlace, item);
    });
  }
}
