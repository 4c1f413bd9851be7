import type { Diagnosis } from "../diagnosis.ts";
import { type Header, lastHop, type Recording } from "../exchange.ts";
import { originOf } from "../fetch/origin.ts";
import { isOkStatus, isRedirect } from "../fetch/status.ts";
import { headersOf } from "../stacks/writing/header-list.ts";
import { isPlainOrigin } from "../text/plain.ts";
import { serverGrants } from "./current-grants.ts";
import { policyFor } from "./policy.ts";
import { type RequiredChanges, requiredChanges } from "./required-changes.ts";

/** The headers of a fix as one page gets them from one server, so that a browser can put them on its answers. */
export interface Trial {
  /** Origin of the server. */
  readonly server: string;
  /** Origin of the page that is allowed; never `*`. */
  readonly page: string;
  /** The methods that the fix allows, GET, HEAD and POST among them. */
  readonly methods: readonly string[];
  /** What the browser's resource types call the requests of the chosen fetches, in lower case. */
  readonly resourceTypes: readonly string[];
  /** What every answer gets. No preflight outlives the trial in the browser's cache: `Access-Control-Max-Age` is 0. */
  readonly headers: readonly Header[];
}

/** Why headers alone cannot let a fetch through; `status` is that of the answer, or 0. */
export interface TrialObstacle {
  readonly kind: "preflight-status" | "redirect" | "no-response" | "page";
  readonly status: number;
}

/**
 * What the fix of the chosen refused fetches comes to in headers, or why no headers help. The first fetch decides for
 * which page and server; of the others those count that it speaks for, and that headers help. Nothing is granted that
 * `fixesFor` does not grant; where that keeps `*`, only the page's own origin is named.
 */
export function trialOf(diagnoses: readonly Diagnosis[], recording: Recording): Trial | TrialObstacle | null {
  const [first] = diagnoses;
  if (first?.outcome !== "refused" || !first.verdict) return null;
  const needs = requiredChanges(first);
  const obstacle = obstacleOf(needs);
  if (obstacle) return obstacle;
  const server = originOf(needs.url);
  const chosen = diagnoses
    .filter(({ outcome, verdict }) => outcome === "refused" && verdict)
    .map((diagnosis) => (diagnosis === first ? needs : requiredChanges(diagnosis)))
    .filter((one) => originOf(one.url) === server && one.origin === needs.origin && !obstacleOf(one));
  const { policy } = policyFor(chosen, serverGrants(recording, server));
  const resourceTypes = chosen.map(({ diagnosis }) => lastHop(diagnosis.fetch).actual?.resourceType ?? "");
  return {
    server,
    page: needs.origin,
    methods: policy.methods,
    resourceTypes: [...new Set(resourceTypes)].sort(),
    headers: headersOf({ ...policy, maxAge: 0 }, needs.origin).map(({ name, value }) => ({ name, value })),
  };
}

function obstacleOf({ diagnosis, origin, url, remedies }: RequiredChanges): TrialObstacle | null {
  const { preflight, actual } = lastHop(diagnosis.fetch);
  const isAsked = diagnosis.verdict?.step === "preflight";
  const status = (isAsked ? preflight : actual)?.status ?? 0;
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
