import { type FetchOutcome, fetch } from "../../oracle/fetch.ts";
import { normalizeMethod } from "../../oracle/headers.ts";
import type { RandomCase } from "../random-cases.ts";
import { type RandomServers, responseOf } from "../random-servers.ts";

/** How a random fetch ends by the Fetch standard alone, with Chromium's name of a refusal. */
export function decideByStandard(found: RandomCase, id: number, { page, api }: RandomServers): FetchOutcome {
  const request = {
    origin: page,
    url: `${api}/x?id=${id}`,
    method: normalizeMethod(found.method),
    headers: Object.entries(found.headers).map(([name, value]) => ({ name, value })),
    credentialsMode: found.credentials,
    // A redirect that the page wants to see itself ends the fetch, too.
    redirectMode: found.redirect === "follow" ? ("follow" as const) : ("error" as const),
  };
  const { outcome, sent } = fetch(request, ({ hop, kind, method }) => {
    const isPreflight = kind === "preflight";
    if (!isPreflight && !nodeAccepts(method)) return { status: 400, headers: [] };
    return responseOf(found, { isPreflight, isRedirected: hop > 0, httpVersion: "1.1" });
  });
  const last = sent.at(-1);
  const endsAtRedirect = last?.kind === "actual" && last.location !== "" && !isRefusedByHeaders(outcome);
  return found.redirect === "manual" && endsAtRedirect ? { type: "allowed" } : outcome;
}

/** False for the methods to which Node's parser of HTTP itself responds with 400. */
function nodeAccepts(method: string): boolean {
  return method !== "patch";
}

function isRefusedByHeaders(outcome: FetchOutcome): boolean {
  return outcome.type === "refused" && outcome.corsError !== "RedirectContainsCredentials";
}
