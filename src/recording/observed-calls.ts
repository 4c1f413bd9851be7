import { withoutFragment } from "../fetch/origin.ts";
import { type Fields, fieldsOf } from "./fields.ts";

/** What the observer of a page noted: a call, or that the page's policy stopped one. */
export type Observation = PageCall | CspBlock;

/** A call of `fetch` or of `XMLHttpRequest.send` in the observed page. */
export interface PageCall {
  readonly kind: "fetch" | "xhr";
  /** URL of the document that made the call. */
  readonly documentUrl: string;
  readonly method: string;
  readonly url: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /**
   * What the call asked for, in the Fetch standard's terms, and the policy directive that stopped it; "" if unknown.
   */
  readonly observedCall: {
    readonly mode: string;
    readonly credentials: string;
    readonly redirect: string;
    readonly blockedBy: string;
  };
}

/** The page's Content-Security-Policy stopped a request. */
export interface CspBlock {
  readonly documentUrl: string;
  /** Without its fragment. */
  readonly url: string;
  readonly directive: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/**
 * The observations in the JSON that the observer in the page returned. The page may have written that JSON itself, so
 * everything of another shape is left out.
 */
export function readObservations(json: unknown): Observation[] {
  if (typeof json !== "string" || json.length > maxJsonLength) return [];
  const { from, notes } = fieldsOf(parse(json));
  if (!isUrl(from) || !Array.isArray(notes)) return [];
  return notes.flatMap((note) => readObservation(fieldsOf(note), from));
}

const maxJsonLength = 4_000_000;

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function readObservation(
  { kind, method, url, at, directive, mode, credentials, redirect }: Fields,
  documentUrl: string,
): Observation[] {
  if (!isUrl(url) || typeof at !== "number" || !(at > 0 && at < maxTime)) return [];
  if (kind === "block") return [{ documentUrl, url: withoutFragment(url), directive: keyword(directive), at }];
  if ((kind !== "fetch" && kind !== "xhr") || typeof method !== "string" || !isMethod.test(method)) return [];
  const observedCall = {
    mode: keyword(mode),
    credentials: keyword(credentials),
    redirect: keyword(redirect),
    blockedBy: "",
  };
  return [{ kind, documentUrl, method, url, at, observedCall }];
}

/** The latest time that a date can have. */
const maxTime = 8.64e15;

const isMethod = /^[!#$%&'*+.^_`|~\w-]{1,40}$/;

/** A keyword of the Fetch standard or a policy directive; "" for anything else. */
function keyword(value: unknown): string {
  return typeof value === "string" && /^[a-z-]{1,40}$/.test(value) ? value : "";
}

function isUrl(value: unknown): value is string {
  return typeof value === "string" && value.length < maxUrlLength && URL.canParse(value);
}

const maxUrlLength = 100_000;
