import { unique } from "../../collections.ts";
import { normalizeMethod } from "../../fetch/normalize-method.ts";
import { isCorsSafelistedRequestHeader } from "../../fetch/safelist.ts";
import { redactPath } from "../../redact/redact-path.ts";
import { redactUrl } from "../../redact/redact-url.ts";
import { quote, quoteUrl } from "../../text/quote.ts";
import { headerProblem, methodProblem } from "../../text/request-problems.ts";
import type { DraftRequest, PolicyDraft } from "./draft.ts";

/** A request of an API description or of a collection, before its parts are checked. */
export interface DescribedRequest {
  readonly method: string;
  /** An absolute URL, or a path where the source does not name the server. */
  readonly url: string;
  /** Each with its value where it decides about a preflight; other values are "". */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly exposedHeaders?: readonly string[];
  readonly credentials: boolean | null;
  readonly confirm: readonly string[];
}

/** The request as a part of a draft: its own parts where they are valid, a sentence for each that is not. */
export function draftOf(described: DescribedRequest): PolicyDraft {
  const { method, url, credentials, confirm } = described;
  const shown = quoteUrl(redactUrl(url));
  const named = `${quote(method)} ${shown}`;
  const address = addressOf(url);
  const problem = address === null ? `${shown} is not an http or https URL` : methodProblem(method);
  if (address === null || problem !== null) return { requests: [], leftOut: [`${named}: ${problem}`] };
  const needed = described.headers.filter(({ name, value }) => !isCorsSafelistedRequestHeader(name, value));
  const checked = needed.map(({ name }) => ({ name: name.toLowerCase(), problem: headerProblem(name, "") }));
  const request: DraftRequest = {
    origin: null,
    ...address,
    method: normalizeMethod(method.toUpperCase()),
    headers: unique(checked.filter(({ problem }) => problem === null).map(({ name }) => name)).sort(),
    exposedHeaders: unique((described.exposedHeaders ?? []).filter((name) => headerProblem(name, "") === null)).sort(),
    credentials,
    confirm: [...confirm, ...address.confirm],
  };
  const leftOut = checked.flatMap(({ problem }) => (problem === null ? [] : [`${named}: ${problem}`]));
  return { requests: [request], leftOut };
}

/** An example as a segment of a path. Half of a surrogate pair, which no URL can hold, becomes a replacement character. */
export function pathSegment(example: string): string {
  return encodeURIComponent(example.replace(/\p{Cs}/gu, "\ufffd"));
}

/** Several drafts as one. */
export function mergeDrafts(drafts: readonly PolicyDraft[]): PolicyDraft {
  return {
    requests: drafts.flatMap(({ requests }) => requests),
    leftOut: unique(drafts.flatMap(({ leftOut }) => leftOut)),
  };
}

/**
 * Server and path of a URL; the query is left out, because it may hold secrets and decides nothing about CORS. Null for a
 * URL that pages cannot fetch.
 */
function addressOf(url: string): Pick<DraftRequest, "server" | "path" | "confirm"> | null {
  const isPath = url.startsWith("/") && !url.startsWith("//");
  const absolute = isPath ? `https://unknown.invalid${url}` : url;
  if (!URL.canParse(absolute)) return null;
  const { protocol, origin, pathname } = new URL(absolute);
  if (protocol !== "http:" && protocol !== "https:") return null;
  const path = redactPath(pathname, () => "example").replace(longSegment, "/example");
  const confirm = path === pathname ? [] : ["a part of the path that looks like a secret is replaced by `example`"];
  return { server: isPath ? "" : origin, path, confirm };
}

/** A segment that is too long and too random for a name or an id. A policy is kept in a repository, so it may not hold any token. */
const longSegment = /\/(?=[^/]*\d)(?=[^/]*[a-z])[\w.~%-]{40,}(?=\/|$)/gi;
