import { withoutFragment } from "../fetch/origin.ts";
import { type Fields, fieldsOf } from "./fields.ts";

/** A call that a page made. */
export interface PageCall {
  readonly kind: "fetch" | "xhr";
  /** URL of the document that called. */
  readonly from: string;
  readonly method: string;
  readonly url: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** In the words of the Fetch standard, and the policy directive that stopped it; "" for what is not known. */
  readonly observedCall: {
    readonly mode: string;
    readonly credentials: string;
    readonly redirect: string;
    readonly blockedBy: string;
  };
}

/** The page's Content-Security-Policy stopped a request. */
export interface CspBlock {
  readonly from: string;
  /** Without its fragment. */
  readonly url: string;
  readonly directive: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export type Observation = PageCall | CspBlock;

/** Characters of an answer beyond which none of it is read. */
const longestAnswer = 4_000_000;
const longestUrl = 100_000;

/**
 * What was noted of the calls of a page, from its answer as JSON. The page may have written it itself: what is not
 * of the right shape is left out.
 */
export function readObservations(answer: unknown): Observation[] {
  if (typeof answer !== "string" || answer.length > longestAnswer) return [];
  const { from, notes } = fieldsOf(parse(answer));
  if (!isUrl(from) || !Array.isArray(notes)) return [];
  return notes.flatMap((note) => readNote(fieldsOf(note), from));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function readNote(
  { kind, method, url, at, directive, mode, credentials, redirect }: Fields,
  from: string,
): Observation[] {
  if (!isUrl(url) || typeof at !== "number" || !(at > 0 && at < latest)) return [];
  if (kind === "block") return [{ from, url: withoutFragment(url), directive: word(directive), at }];
  if ((kind !== "fetch" && kind !== "xhr") || typeof method !== "string" || !isToken.test(method)) return [];
  const observedCall = { mode: word(mode), credentials: word(credentials), redirect: word(redirect), blockedBy: "" };
  return [{ kind, from, method, url, at, observedCall }];
}

/** The latest time that a date can have. */
const latest = 8.64e15;

const isToken = /^[!#$%&'*+.^_`|~\w-]{1,40}$/;

function word(value: unknown): string {
  return typeof value === "string" && /^[a-z-]{1,40}$/.test(value) ? value : "";
}

function isUrl(value: unknown): value is string {
  return typeof value === "string" && value.length < longestUrl && URL.canParse(value);
}
