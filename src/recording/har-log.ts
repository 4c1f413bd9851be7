import type { Browser, HeaderOverride } from "../exchange.ts";
import { translate } from "../text/translate.ts";
import { type Fields, fieldsOf } from "./fields.ts";
import { readHeaderOverrides } from "./header-overrides-field.ts";

/** What a HAR log says beside its entries, which is needed to read them. */
export interface LogFacts {
  readonly browser: Browser;
  /** Page id → URL of the document. */
  readonly pages: ReadonlyMap<string, string>;
  readonly headerOverrides: readonly HeaderOverride[];
}

/** The log of a parsed HAR file; the value itself where it is a bare log. */
export function logOf(har: unknown): Fields {
  return fieldsOf(fieldsOf(har).log ?? har);
}

/**
 * The entries of a HAR log.
 * @throws {TypeError} when the log has no list of entries.
 */
export function entriesOf(log: Fields): readonly unknown[] {
  if (Array.isArray(log.entries)) return log.entries;
  throw new TypeError(
    translate(
      Object.hasOwn(log, "entries")
        ? "log.entries is not an array"
        : "log.entries is missing, so this is not a HAR file",
    ),
  );
}

/** What the log says beside its entries. A browser that `creator` does not name is recognized by these entries. */
export function readLogFacts(log: Fields, entries: readonly unknown[]): LogFacts {
  return {
    browser: browserOf(log, entries),
    pages: readPages(log.pages),
    headerOverrides: readHeaderOverrides(log._headerOverrides),
  };
}

/** The browser's title of a page is the URL of its document. */
function readPages(value: unknown): Map<string, string> {
  const pages = new Map<string, string>();
  if (!Array.isArray(value)) return pages;
  for (const page of value) {
    const { id, title } = fieldsOf(page);
    if (typeof id === "string" && typeof title === "string") pages.set(id, title);
  }
  return pages;
}

function browserOf(log: Fields, entries: readonly unknown[]): Browser {
  const creator = fieldsOf(log.creator).name;
  if (creator === "WebInspector") return "chromium";
  if (creator === "Firefox") return "firefox";
  return entries.some(isOfChromium) ? "chromium" : "other";
}

/** True for an entry with the fields that only Chromium adds, whatever program has saved the file. */
export function isOfChromium(entry: unknown): boolean {
  const { response, _initiator } = fieldsOf(entry);
  return _initiator !== undefined && fieldsOf(response)._error !== undefined;
}
