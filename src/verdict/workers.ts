import type { Step } from "../causes/cause.ts";
import type { CorsFetch } from "../exchange.ts";
import { checkResponse, underCredentialsMode } from "./check-response.ts";
import { blockingNames, type ModeResult } from "./credentials-modes.ts";
import { cannotTell, type Verdict } from "./outcome.ts";
import { responseNames } from "./possible-names.ts";

/**
 * True for a worker's blocked request whose preflight passes without credentials. DevTools records no response headers for
 * it, so it looks the same whether the preflight or the response was refused.
 */
export function mayHidePreflight({ context, credentials, hops }: CorsFetch, step: Step | null): boolean {
  const { actual } = hops.at(-1) ?? {};
  if (context === "page" || step?.name !== "preflight" || !actual || actual.mayHaveBeenSent) return false;
  return credentials === "unknown" && checkResponse(underCredentialsMode(step, "omit")).length === 0;
}

/** The verdict on a worker's request that the browser blocked without recording its response. */
export function cannotTellInWorker(fetch: CorsFetch, refusing: readonly ModeResult[]): Verdict {
  const reason = {
    because:
      "a worker sent the request, and DevTools does not record the response headers of a worker's blocked request",
    todo: "send the same request from the page, or run the curl command and read the response headers there",
  };
  return cannotTell(fetch, reason, { alternatives: [...blockingNames(refusing), ...responseNames], isBlocked: true });
}

/** The verdict on a service worker's request that the browser may have blocked, or the page may have canceled. */
export function cannotTellWhoEnded(fetch: CorsFetch, refusing: readonly ModeResult[]): Verdict {
  const reason = {
    because: "a service worker sent this request, and in a recording a canceled request looks like a refused request",
    todo: 'turn on "Bypass for network" in the Application panel of DevTools, and repeat the request',
  };
  return cannotTell(fetch, reason, { alternatives: blockingNames(refusing) });
}
