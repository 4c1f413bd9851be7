import { unique } from "../collections.ts";
import type { Diagnosis } from "../diagnosis.ts";
import type { Recording } from "../exchange.ts";

/** A place in a file of the repository that a report points to. */
export interface RepositoryLocation {
  /** The path from the repository's root, with `/` between its parts. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** True where the code of the request is there, or the user named the place; false for a file that stands in for it. */
  readonly isKnown: boolean;
}

/** What shows where the code of a fetch is. */
export interface LocatedSource {
  /** The name of the file or the URL as it was given; `-` for standard input. */
  readonly source: string;
  readonly recording: Recording;
  readonly diagnoses: readonly Diagnosis[];
}

/** Returns the place to which a report points for a fetch. */
export type Locate = (diagnosis: Diagnosis, source: LocatedSource) => RepositoryLocation;

/** Points to the recording, or to `package.json`: what is known without the repository's files. */
export const locateInSource: Locate = (_, source) => placeOfSource(source);

/** The start of the recording where its path is relative, else of `package.json`. */
export function placeOfSource({ source }: Pick<LocatedSource, "source">): RepositoryLocation {
  const isRelativePath = source !== "-" && source !== "" && !/^(?:[/\\]|[a-z][a-z0-9+.-]*:)/i.test(source);
  const path = isRelativePath ? source.replaceAll("\\", "/").replace(/^(?:\.\/)+/, "") : "package.json";
  return { path: path.startsWith("../") ? "package.json" : path, line: 1, column: 1, isKnown: false };
}

/** The place of the first fetch by path and line, with known places first. It does not depend on the order of the fetches. */
export function firstLocation(
  diagnoses: readonly [Diagnosis, ...Diagnosis[]],
  source: LocatedSource,
  locate: Locate,
): RepositoryLocation {
  const [first, ...others] = unique(
    diagnoses.map((diagnosis) => locate(diagnosis, source)),
    (location) => JSON.stringify(location),
  ) as [RepositoryLocation, ...RepositoryLocation[]];
  return others.reduce((best, other) => (compare(other, best) < 0 ? other : best), first);
}

function compare(one: RepositoryLocation, other: RepositoryLocation): number {
  if (one.isKnown !== other.isKnown) return one.isKnown ? -1 : 1;
  if (one.path !== other.path) return one.path < other.path ? -1 : 1;
  return one.line - other.line || one.column - other.column;
}
