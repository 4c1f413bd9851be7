import type { Diagnosis } from "../diagnosis.ts";
import type { CallFrame, CorsFetch, Recording } from "../exchange.ts";
import { getHeader } from "../fetch/headers.ts";
import { originOf } from "../fetch/origin.ts";
import { callingFunction, framePlace } from "./calling-function.ts";

/** Where a page made a request: the line of code that called, past wrappers that all requests share, and its document. */
export interface CallSite {
  /** URL of the source file where `mapped` is true, else of the script or document as recorded; "" where none is. */
  readonly url: string;
  /** From 1; null where it is not recorded. */
  readonly line: number | null;
  /** From 1; null where it is not recorded. */
  readonly column: number | null;
  /** The function's name in the code that ran; "" outside functions, without a name, and where a bundler has cut it short. */
  readonly function: string;
  /** True where a source map gave the source file and the place in it. */
  readonly mapped: boolean;
  /** URL of the top-level page; "" where it is not recorded, as for most workers. */
  readonly page: string;
  /** URL, or where only that is known the origin, of the frame in the page that made the request; "" for the page itself. */
  readonly frame: string;
}

/** The call site of a diagnosed fetch; null where the recording shows neither its code nor its page. */
export function callSiteOf(
  { fetch }: Diagnosis,
  recording: Pick<Recording, "pages" | "topPages" | "sourcePositions">,
  diagnoses: readonly Diagnosis[],
): CallSite | null {
  const { sourcePositions } = recording;
  const documents = documentsOf(fetch, recording);
  const calling = callingFunction(fetch, diagnoses, sourcePositions);
  if (!calling) {
    const url = fetch.hops[0]?.actual?.initiator.url ?? "";
    if (url === "" && documents.page === "") return null;
    return { url, line: null, column: null, function: "", mapped: false, ...documents };
  }
  const { caller } = calling;
  const source = sourcePositions?.get(framePlace(caller));
  const place = source
    ? { url: source.url, line: source.line, column: source.column }
    : { url: caller.url, line: fromOne(caller.line), column: fromOne(caller.column) };
  const name = source && caller.functionName.length < minNameLength ? "" : caller.functionName;
  return { ...place, function: name, mapped: source !== undefined, ...documents };
}

/** Bundlers give the functions of a small module names of one or two letters. */
const minNameLength = 3;

/**
 * The file of a call site as people write it, without origin, query and fragment: `src/main.ts`. The page's own inline code
 * is `/`; "" where no file is recorded.
 */
export function callSitePath({ url }: Pick<CallSite, "url">): string {
  if (/^data:/i.test(url)) return "data:";
  const [address = ""] = url.split(/[?#]/);
  const bundled = /^[a-z][a-z0-9+.-]*:\/\/[^/]*(\/.*)?$/i.exec(address);
  const path = bundled ? (bundled[1] ?? "/") : address;
  return path.replace(/^(?:\/\.{0,2}(?=\/))+/, "").replace(/^\/(?=.)/, "");
}

/** The place of a call site in one word: `src/main.ts:9:51`; "" where no file is recorded. */
export function callSitePlace(site: Pick<CallSite, "url" | "line" | "column">): string {
  const path = callSitePath(site);
  if (path === "" || site.line === null) return path;
  return site.column === null ? `${path}:${site.line}` : `${path}:${site.line}:${site.column}`;
}

function fromOne(index: CallFrame["line"]): number | null {
  return Number.isNaN(index) ? null : index + 1;
}

function documentsOf(fetch: CorsFetch, { pages, topPages }: Pick<Recording, "pages" | "topPages">) {
  const [first] = fetch.hops;
  const exchange = first?.actual ?? first?.preflight;
  const document = pages.get(exchange?.page ?? "") ?? "";
  const top = topPages?.get(exchange?.page ?? "");
  if (top !== undefined) return { page: top, frame: document };
  // A HAR file files the requests of frames under the page, so the origin alone shows the frame.
  const isFrame = document !== "" && fetch.context === "page" && /^https?:/.test(fetch.origin);
  if (!isFrame || !/^https?:/.test(document) || originOf(document) === fetch.origin)
    return { page: document, frame: "" };
  const referrer = getHeader(exchange?.requestHeaders ?? [], "Referer") ?? "";
  return { page: document, frame: originOf(referrer) === fetch.origin ? referrer : fetch.origin };
}
