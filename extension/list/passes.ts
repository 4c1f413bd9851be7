import { type Diagnosis, type Exchange, groupBy, type HeaderOverride, hasHeaderOverride } from "../../src/index.ts";
import { factsOf, requestKey } from "./fetch-facts.ts";
import { isPass } from "./rows.ts";

/**
 * A function that gives when a refused fetch was fixed: the start of the first later fetch of the same request that passed;
 * null where there is none.
 */
export function findPasses(
  diagnoses: readonly Diagnosis[],
  headerOverrides: readonly HeaderOverride[] = [],
): (refused: Diagnosis) => number | null {
  // What passes during a trial shows nothing about the server.
  return firstPasses(diagnoses.filter((one) => isPass(one) && !hasHeaderOverride(one.fetch, headerOverrides)));
}

/** A function that says whether the same request passed later, while a trial changed the headers. */
export function findTrialPasses(
  diagnoses: readonly Diagnosis[],
  headerOverrides: readonly HeaderOverride[] = [],
): (refused: Diagnosis) => boolean {
  if (headerOverrides.length === 0) return () => false;
  const passOf = firstPasses(diagnoses.filter((one) => isPass(one) && hasHeaderOverride(one.fetch, headerOverrides)));
  return (refused) => passOf(refused) !== null;
}

function firstPasses(passed: readonly Diagnosis[]): (refused: Diagnosis) => number | null {
  const passedByRequest = groupBy(passed, requestKey);
  return (refused) => {
    const { request, at } = factsOf(refused);
    const pass = passedByRequest.get(request)?.find((one) => factsOf(one).at > at && asksAsMuch(one, refused));
    return pass ? factsOf(pass).at : null;
  };
}

/** A request without the headers or the credentials of the refused one does not show that the refused one would pass. */
function asksAsMuch(passed: Diagnosis, refused: Diagnosis): boolean {
  if (refused.credentials === "include" && passed.credentials === "omit") return false;
  const requested = headerOf(refused.fetch.hops[0]?.preflight, "access-control-request-headers");
  const names = new Set(passed.fetch.hops[0]?.actual?.requestHeaders.map(({ name }) => name.toLowerCase()));
  return requested.split(",").every((name) => name.trim() === "" || names.has(name.trim().toLowerCase()));
}

function headerOf(exchange: Exchange | null | undefined, name: string): string {
  return exchange?.requestHeaders.find((header) => header.name.toLowerCase() === name)?.value ?? "";
}
