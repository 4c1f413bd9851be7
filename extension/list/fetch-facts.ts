import { type Diagnosis, lastHop, pathTemplate } from "../../src/index.ts";

/** What the list compares of a fetch. */
interface FetchFacts {
  /** Equal for fetches that one row shows. */
  readonly key: string;
  /** Equal for fetches of the same request: method, URL template and origin. */
  readonly request: string;
  /** The URL that the page requested. */
  readonly url: string;
  /** Path and query of that URL. */
  readonly path: string;
  /** The path with placeholders for what differs from one fetch to the next. */
  readonly pathTemplate: string;
  /** The server of the last hop, as an origin. */
  readonly server: string;
  /** The start in milliseconds since the epoch; NaN where it is unknown. */
  readonly at: number;
}

/** The facts of a fetch, read once. */
export function factsOf(diagnosis: Diagnosis): FetchFacts {
  let facts = known.get(diagnosis);
  if (!facts) {
    facts = readFacts(diagnosis);
    known.set(diagnosis, facts);
  }
  return facts;
}

const known = new WeakMap<Diagnosis, FetchFacts>();

function readFacts({ fetch, outcome, verdict, lookAlike, reasons }: Diagnosis): FetchFacts {
  const { method = "", url = "", actual, preflight } = fetch.hops[0] ?? {};
  const { origin, path, query } = partsOf(url);
  const template = pathTemplate(path);
  const server = serverOf(fetch);
  const cause = verdict?.cause ?? lookAlike?.id ?? "";
  return {
    key: [server, method, `${origin}${template}`, outcome, cause, reasons[0]?.id].join("\n"),
    request: [method, `${origin}${template}`, fetch.origin].join("\n"),
    url,
    path: `${path}${query}`,
    pathTemplate: template,
    server,
    at: (actual ?? preflight)?.startedAt ?? Number.NaN,
  };
}

/** Equal for fetches with the same method, from the same origin, to URLs of the same template. */
export function requestKey(diagnosis: Diagnosis): string {
  return factsOf(diagnosis).request;
}

/** The server of the last hop, as an origin. */
export function serverOf(fetch: Diagnosis["fetch"]): string {
  return partsOf(lastHop(fetch).url).origin;
}

/** Origin, path and query of a URL as browsers record it. Much faster than `URL`, which would validate it again. */
function partsOf(url: string): { readonly origin: string; readonly path: string; readonly query: string } {
  const [, scheme = "", host = "", path = url, query = ""] =
    /^([a-z][a-z\d+.-]*:\/\/)(?:[^/?#@]*@)?([^/?#]*)([^?#]*)(\?[^#]*)?/i.exec(url) ?? [];
  return { origin: `${scheme}${host}`, path, query };
}
