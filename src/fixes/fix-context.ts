import { lastHop } from "../exchange.ts";
import { getHeader } from "../fetch/headers.ts";
import { originOf } from "../fetch/origin.ts";
import { isRedirectStatus } from "../fetch/status.ts";
import type { FixContext } from "../remedy.ts";
import { commonFolder } from "./folder.ts";
import { isPublicPath, plainPath, plainServer, plainTarget } from "./placeholders.ts";
import type { RequiredChanges } from "./required-changes.ts";

/** What the code of a fix depends on besides the policy; all chosen fetches go to one server. */
export function fixContextOf(
  chosen: readonly RequiredChanges[],
  server: FixContext["server"] = serverPlace(chosen),
): FixContext {
  return {
    redirect: redirectOf(chosen),
    server,
    application: applicationOf(chosen),
    isRestApi: isRestApi(chosen),
    forbidsOptions: forbidsOptions(chosen),
  };
}

/** The server that the chosen fetches go to, and the start of the paths that they share; all go to one server. */
export function serverPlace(chosen: readonly RequiredChanges[]): FixContext["server"] {
  const folder = commonFolder(chosen.map(({ url }) => url));
  return {
    origin: plainServer(originOf(chosen[0]?.url ?? "")),
    path: isPublicPath(folder) && folder !== "/" ? folder.slice(0, -1) : "/",
  };
}

/** What runs behind a reverse proxy, by the servers that answered. */
function applicationOf(chosen: readonly RequiredChanges[]): FixContext["application"] {
  const isPhp = chosen.some(({ diagnosis }) => diagnosis.answeredBy.some(({ id }) => writtenInPhp.has(id)));
  return isPhp ? "php" : null;
}

/**
 * True where a response has the header that a REST API of Amazon API Gateway adds.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html
 */
function isRestApi(chosen: readonly RequiredChanges[]): boolean {
  return chosen.some(({ diagnosis: { fetch } }) => {
    const { preflight, actual } = lastHop(fetch);
    return [preflight, actual].some(
      (exchange) => exchange !== null && getHeader(exchange.responseHeaders, "X-Amz-Apigw-Id") !== null,
    );
  });
}

/** True where a reverse proxy responded to a preflight with 403 itself. */
function forbidsOptions(chosen: readonly RequiredChanges[]): boolean {
  return chosen.some(({ diagnosis: { verdict, fetch, answeredBy } }) => {
    const isForbidden = verdict?.step === "preflight" && lastHop(fetch).preflight?.status === 403;
    return isForbidden && answeredBy.some(({ layer, madeResponse }) => layer === "proxy" && madeResponse);
  });
}

const writtenInPhp: ReadonlySet<string> = new Set([
  "php",
  "laravel",
  "symfony",
  "nelmio-cors",
  "codeigniter",
  "wordpress",
  "nextcloud",
]);

/** The first redirect that the browser refused to follow; null where there was none. */
function redirectOf(chosen: readonly RequiredChanges[]): FixContext["redirect"] {
  for (const { diagnosis } of chosen) {
    const { findings, fetch } = diagnosis;
    const refused = findings.find(({ remedy }) => remedy === "avoid-redirect");
    if (!refused) continue;
    const exchange = refused.step === "preflight" ? lastHop(fetch).preflight : lastHop(fetch).actual;
    if (!exchange || !isRedirectStatus(exchange.status)) continue;
    return { step: refused.step, path: plainPath(exchange.url), target: plainTarget(exchange.redirectUrl) };
  }
  return null;
}
