import { memo } from "../../src/index.ts";
import type { Row } from "./rows.ts";

/** The names that may stand before a colon; all other words are text to search for. */
const filterNames = ["method", "status", "cause", "domain", "type"] as const;
type FilterName = (typeof filterNames)[number];

/**
 * A predicate for a filter, which works as in the Network panel: all words must match, each as `name:value` or as text; `-`
 * before a word negates it. A name without a value matches everything, so that nothing disappears while the user types.
 */
export function parseFilter(text: string): (row: Row) => boolean {
  const tests = text.split(/\s+/).flatMap(parseWord);
  return (row) => tests.every((test) => test(row));
}

function parseWord(word: string): ((row: Row) => boolean)[] {
  const [, minus, name, value] = /^(-?)(?:(\w+):)?(.*)$/s.exec(word.toLowerCase()) ?? [];
  const isNamed = filterNames.some((known) => known === name);
  const wanted = isNamed ? value : word.toLowerCase().slice(minus?.length);
  if (!wanted) return [];
  const test = isNamed ? tests[name as FilterName](wanted) : includesText(wanted);
  return [minus ? (row) => !test(row) : test];
}

const tests: Readonly<Record<FilterName, (value: string) => (row: Row) => boolean>> = {
  method: (value) => (row) => row.method.toLowerCase() === value,
  status: (value) => {
    const pattern = wildcard(value.replace(/^(\d)xx$/, "$1*"));
    return ({ status }) => pattern.test(String(status));
  },
  cause: (value) => (row) => causeOf(row).includes(value),
  domain: (value) => {
    const pattern = wildcard(value);
    return ({ server }) => pattern.test(domainOf(server)) || pattern.test(hostOf(server));
  },
  type: (value) => (row) => row.type === value,
};

/** A pattern, because a copy of each text in lower case takes longer with thousands of rows. */
function includesText(text: string): (row: Row) => boolean {
  const pattern = new RegExp(literal(text), "i");
  const isFound = memo((repeated: string) => pattern.test(repeated));
  return ({ method, url, path, title, cause }) =>
    pattern.test(url) || pattern.test(path) || isFound(title) || isFound(method) || isFound(cause);
}

/** A pattern in which `*` matches any text. */
function wildcard(value: string): RegExp {
  return new RegExp(`^${value.split("*").map(literal).join(".*")}$`, "i");
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function causeOf({ cause, diagnosis }: Row): string {
  return cause || diagnosis.lookAlike?.id || "";
}

export function hostOf(server: string): string {
  return server.replace(/^.*:\/\//, "");
}

function domainOf(server: string): string {
  return hostOf(server).replace(/:\d+$/, "");
}

/** Completions of the filter's last word that match some of the rows; each is a whole filter. */
export function suggestionsFor(text: string, rows: readonly Row[]): string[] {
  const [, before = "", minus = "", word = ""] = /^(.*\s)?(-?)(\S*)$/s.exec(text) ?? [];
  const words = new Set<string>(word.includes(":") ? [] : filterNames.map((name) => `${name}:`));
  const seen = new Set<string | number>();
  for (const row of word === "" ? [] : rows) {
    if (words.size >= maxSuggestions) break;
    const { method, status, server, type } = row;
    const { size } = seen;
    seen.add(method).add(status).add(server).add(causeOf(row)).add(type);
    // Thousands of rows have the same few words.
    if (seen.size > size) for (const known of wordsOf(row)) if (known.startsWith(word.toLowerCase())) words.add(known);
  }
  return [...words].filter((known) => known !== word).map((known) => `${before}${minus}${known}`);
}

const maxSuggestions = 30;

function wordsOf(row: Row): string[] {
  const cause = causeOf(row);
  return [
    `method:${row.method.toLowerCase()}`,
    `status:${row.status}`,
    `domain:${domainOf(row.server)}`,
    ...(cause ? [`cause:${cause}`] : []),
    ...(row.type ? [`type:${row.type}`] : []),
  ];
}
