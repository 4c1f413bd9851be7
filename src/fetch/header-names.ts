import { groupBy, memo } from "../collections.ts";
import type { Header } from "../exchange.ts";

/**
 * The names of a list of headers, in its order. Lists with the same names share one object, so that what names alone show is
 * found once for thousands of responses: their headers do not fit into the processor's cache, and reading the names of 20,000
 * responses takes 20 ms each time.
 */
export class HeaderNames {
  readonly names: readonly string[];
  /** The last of the names; undefined where there is none. */
  readonly last: string | undefined;
  /** Where the lines of each header are, by its name in lower case, once they are asked for. */
  #places: ReadonlyMap<string, readonly number[]> | undefined;
  readonly #longer = new Map<string, HeaderNames>();
  /** The result of the latest `followedBy`: comparing a name with it is faster than finding the name in the map, which hashes it. */
  #latest: HeaderNames | undefined;

  constructor(names: readonly string[]) {
    this.names = names;
    this.last = names.at(-1);
  }

  /** Where in the list the lines of this header are, whatever the letter case. */
  placesOf(name: string): readonly number[] {
    this.#places ??= groupBy(this.names.keys(), (place) => byteLowerCase(this.names[place] ?? ""));
    return this.#places.get(byteLowerCase(name)) ?? nowhere;
  }

  /** The names of a list with one more header. */
  followedBy(name: string): HeaderNames {
    if (this.#latest?.last !== name) this.#latest = this.#longer.get(name) ?? this.#addLonger(name);
    return this.#latest;
  }

  #addLonger(name: string): HeaderNames {
    const longer = new HeaderNames([...this.names, name]);
    this.#longer.set(name, longer);
    known += 1;
    return longer;
  }
}

const nowhere: readonly number[] = [];

/** The name with its ASCII letters in lower case. @see https://infra.spec.whatwg.org/#byte-lowercase */
const byteLowerCase = memo((name) => name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()));

let none = new HeaderNames([]);
let known = 0;

/** The names of these headers. */
export function headerNamesIn(headers: readonly Header[]): HeaderNames {
  if (headers.length > maxLength) return new HeaderNames(headers.map(({ name }) => name));
  if (known > maxKnown) {
    none = new HeaderNames([]);
    known = 0;
  }
  let names = none;
  for (let i = 0; i < headers.length; i++) names = names.followedBy((headers[i] as Header).name);
  return names;
}

/** Far more headers than a server sends. Each start of a list is remembered with a copy of its names. */
const maxLength = 100;

/** A server sends its headers in a few orders only. Beyond this, as for random names, everything is forgotten. */
const maxKnown = 5000;
