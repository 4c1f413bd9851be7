import { unique } from "../collections.ts";
import type { Diagnosis } from "../diagnosis.ts";
import { type Header, lastHop, type Recording } from "../exchange.ts";
import { originOf } from "../fetch/origin.ts";
import { isOkStatus, isRedirect } from "../fetch/status.ts";
import type { Policy } from "../remedy.ts";
import { headersOf } from "../stacks/writing/header-list.ts";
import { isPlainOrigin } from "../text/plain.ts";
import { serverGrants } from "./current-grants.ts";
import { policyFor } from "./policy.ts";
import { type RequiredChanges, requiredChanges } from "./required-changes.ts";

/** The headers of a fix for one page and one server, which a browser can set on the server's responses. */
export interface Trial {
  /** Origin of the server. */
  readonly server: string;
  /** Origin of the page that is allowed; never `*`. */
  readonly page: string;
  /** The methods that the fix allows, GET, HEAD and POST among them. */
  readonly methods: readonly string[];
  /** The browser's resource types of the chosen fetches, in lower case, such as `fetch`. */
  readonly resourceTypes: readonly string[];
  /** For every response. `Access-Control-Max-Age` is 0, so that the browser's cache keeps no preflight after the trial. */
  readonly headers: readonly Header[];
}

/** Why headers alone cannot let a fetch pass; `status` is that of the response, or 0. */
export interface TrialObstacle {
  readonly kind: "preflight-status" | "redirect" | "no-response" | "page";
  readonly status: number;
}

/**
 * The headers that a fix of the chosen refused fetches sends, or why headers do not help; null when the first fetch was
 * not refused. The first fetch decides for which page and server. Of the others those count that have the same page and
 * server, and that headers help. A trial grants what `fixesFor` grants at most, and credentials where the page may send
 * them; where a fix keeps `*`, the trial names the page's origin.
 */
export function trialOf(diagnoses: readonly Diagnosis[], recording: Recording): Trial | TrialObstacle | null {
  const [first] = diagnoses;
  if (first?.outcome !== "refused" || !first.verdict) return null;
  const required = requiredChanges(first);
  const obstacle = obstacleOf(required);
  if (obstacle) return obstacle;
  const server = originOf(required.url);
  const chosen = diagnoses
    .filter(({ outcome, verdict }) => outcome === "refused" && verdict)
    .map((diagnosis) => (diagnosis === first ? required : requiredChanges(diagnosis)))
    .filter((other) => originOf(other.url) === server && other.origin === required.origin && !obstacleOf(other));
  const { policy } = policyFor(chosen, serverGrants(recording, server));
  // A trial lasts for one tab, and is to show that the headers help, whether or not the page sends credentials.
  const credentials = policy.credentials || policy.maybeCredentials;
  const granted: Policy = { ...policy, form: "exact", credentials, maybeCredentials: false, maxAge: 0 };
  const resourceTypes = chosen.map(({ diagnosis }) => lastHop(diagnosis.fetch).actual?.resourceType ?? "");
  return {
    server,
    page: required.origin,
    methods: policy.methods,
    resourceTypes: unique(resourceTypes).sort(),
    headers: headersOf(granted, required.origin).map(({ name, value }) => ({ name, value })),
  };
}

function obstacleOf({ diagnosis, origin, url, remedies }: RequiredChanges): TrialObstacle | null {
  const { preflight, actual } = lastHop(diagnosis.fetch);
  const isAtPreflight = diagnosis.verdict?.step === "preflight";
  const status = (isAtPreflight ? preflight : actual)?.status ?? 0;
  if ((preflight && isRedirect(preflight)) || diagnosis.verdict?.cause === "redirect-with-credentials") {
    return { kind: "redirect", status: preflight?.status ?? status };
  }
  const isTainted = lastHop(diagnosis.fetch).origin !== origin;
  if (isTainted || !isPlainOrigin(origin) || !isPlainOrigin(originOf(url)) || remedies.length === 0) {
    return { kind: "page", status };
  }
  if (status === 0) return { kind: "no-response", status };
  if (preflight && !isOkStatus(preflight.status)) return { kind: "preflight-status", status: preflight.status };
  return null;
}
