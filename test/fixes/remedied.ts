import type { Diagnosis } from "../../src/diagnosis.ts";
import { type Exchange, type Header, lastHop, type Recording } from "../../src/exchange.ts";
import { getHeader } from "../../src/fetch/headers.ts";
import { originOf } from "../../src/fetch/origin.ts";
import { serverGrants } from "../../src/fixes/current-grants.ts";
import { policyFor } from "../../src/fixes/policy.ts";
import { type RequiredChanges, requiredChanges } from "../../src/fixes/required-changes.ts";
import { isPreflight } from "../../src/pairing/classify.ts";
import type { Policy } from "../../src/remedy.ts";

/** True for a fetch that the server alone can fix; a change of the page is at most a second way. */
export function isFixedByServer({ diagnosis, origin, remedies, pageChanges }: RequiredChanges): boolean {
  if (lastHop(diagnosis.fetch).origin !== origin) return false;
  const secondWays = ["omit-credentials", "call-final-url"];
  return remedies.length > 0 && pageChanges.every((change) => secondWays.includes(change));
}

/** The policy of the fix for these fetches of one server, with credentials where the page may send them. */
export function policyOf(diagnoses: readonly Diagnosis[], recording: Recording): Policy {
  const required = diagnoses.map(requiredChanges);
  const { policy } = policyFor(required, serverGrants(recording, originOf(required[0]?.url ?? "")));
  return { ...policy, credentials: policy.credentials || policy.maybeCredentials };
}

/** The recording as it would be if the server had granted the policy to these fetches. */
export function remedied(recording: Recording, diagnoses: readonly Diagnosis[], policy: Policy): Recording {
  const concerned = new Set(
    diagnoses.flatMap(({ fetch }) => {
      const { actual, preflight } = lastHop(fetch);
      return [actual, preflight].filter((exchange) => exchange !== null);
    }),
  );
  const origins = new Map(
    diagnoses.flatMap((diagnosis) => {
      const { actual, preflight } = lastHop(diagnosis.fetch);
      return [actual, preflight].map((exchange) => [exchange, requiredChanges(diagnosis).origin] as const);
    }),
  );
  return {
    ...recording,
    exchanges: recording.exchanges.map((exchange) =>
      concerned.has(exchange)
        ? withPolicy(exchange, policy, origins.get(exchange) ?? "")
        : { ...exchange, error: exchange.error },
    ),
  };
}

function withPolicy(exchange: Exchange, policy: Policy, origin: string): Exchange {
  const kept = exchange.responseHeaders.filter(({ name }) => !/^access-control-/i.test(name));
  const status = isPreflight(exchange) ? 204 : exchange.status >= 400 ? exchange.status : 200;
  return {
    ...exchange,
    status,
    error: undefined,
    redirectUrl: "",
    responseHeaders: [...kept, ...headersOf(policy, getHeader(exchange.requestHeaders, "Origin") ?? origin)],
  };
}

/** The response headers that grant a policy to a request from `origin`. */
function headersOf({ origins, credentials, methods, headers, exposed, maxAge }: Policy, origin: string): Header[] {
  if (origins !== "*" && !origins.includes(origin)) return [{ name: "Vary", value: "Origin" }];
  const granted: (readonly [string, string | false])[] = [
    ["Access-Control-Allow-Origin", origins === "*" ? "*" : origin],
    ["Vary", origins !== "*" && "Origin"],
    ["Access-Control-Allow-Credentials", credentials && "true"],
    ["Access-Control-Allow-Methods", methods.join(", ")],
    ["Access-Control-Allow-Headers", headers.join(", ")],
    ["Access-Control-Expose-Headers", exposed.join(", ")],
    ["Access-Control-Max-Age", maxAge !== null && String(maxAge)],
  ];
  return granted.flatMap(([name, value]) => (value ? [{ name, value }] : []));
}
