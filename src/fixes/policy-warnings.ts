import { unique } from "../collections.ts";
import type { Diagnosis } from "../diagnosis.ts";
import { lastHop } from "../exchange.ts";
import { isPotentiallyTrustworthyOrigin } from "../fetch/origin.ts";
import type { Policy } from "../remedy.ts";
import { isPlainHeaderName, isPlainMethod, isPlainOrigin } from "../text/plain.ts";
import { quote, quoteAll } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import type { CurrentGrants } from "./current-grants.ts";
import { pagePlaceholder, plainPage } from "./placeholders.ts";
import type { RequiredChanges } from "./required-changes.ts";

/** What the reader should know of a policy's values: what is left out, what is guessed or widened, what is kept. */
export function policyWarnings(policy: Policy, grants: CurrentGrants, chosen: readonly RequiredChanges[]): string[] {
  return [
    ...unwritableValues(chosen, grants),
    ...inexactGrants(policy, grants, chosen),
    ...keptOrigins(policy, grants, chosen),
  ];
}

/** Values that the page asks for or the server allows, and that the code leaves out because they could break out of it. */
function unwritableValues(chosen: readonly RequiredChanges[], { unwritable }: CurrentGrants): string[] {
  const origins = chosen.map(({ origin }) => origin).filter((origin) => !isPlainOrigin(origin));
  const methods = chosen.map(({ method }) => method).filter((method) => !isPlainMethod(method));
  const headers = chosen.flatMap(({ headerNames }) => headerNames).filter((name) => !isPlainHeaderName(name));
  const quoted = (values: Iterable<string>) => quoteAll(unique(values));
  return [
    origins.length > 0 &&
      translate`The page's origin ${quoted(origins)} has characters that could break out of the code: \`${pagePlaceholder}\` stands in its place, write the origin there by hand.`,
    methods.length > 0 &&
      translate`The method ${quoted(methods)} is left out of the code, because it has characters that could break out of it: rename it, or add it by hand.`,
    headers.length > 0 &&
      translate`The header ${quoted(headers)} is left out of the code, because it has characters that could break out of it: rename it, or add it by hand.`,
    unwritable.size > 0 &&
      translate`The server allows ${quoted(unwritable)} today, left out of the code because of characters that could break out of it: add by hand what pages use.`,
  ].filter((warning) => warning !== false);
}

/** Where the policy allows more or less than the server does today, or rests on a guess. */
function inexactGrants(policy: Policy, grants: CurrentGrants, chosen: readonly RequiredChanges[]): string[] {
  const isModeUnknown = chosen.some(({ credentials }) => credentials === "unknown");
  const sendsCredentials = chosen.some(({ credentials }) => credentials === "include");
  const keepsAny = policy.origins === "*";
  const insecure = chosen.find(
    ({ origin, url }) => /^http:/.test(origin) && !isPotentiallyTrustworthyOrigin(origin) && /^https:/.test(url),
  );
  const byExtension = chosen.some(({ origin }) => /^[a-z]+-extension:/.test(origin));
  const serverRefuses = chosen.some(({ diagnosis }) => isErrorOfServer(diagnosis));
  return [
    byExtension &&
      !serverRefuses &&
      "The caller is a browser extension. Its own pages need no CORS for the servers that its manifest names under `host_permissions`: then the server can stay as it is.",
    keepsAny &&
      "`*` lets every site read these answers, as the server does today; name the origins if that is not meant.",
    !keepsAny &&
      grants.openUrls.size > 0 &&
      "The server answers `*` today. A browser ignores `*` on a call with credentials, so the origins are named: add those of the other pages that call this server.",
    isModeUnknown &&
      !keepsAny &&
      !sendsCredentials &&
      !grants.credentials &&
      'The recording does not tell whether the call carries cookies, so credentials are allowed too; leave that line out if the page does not use `credentials: "include"` (`withCredentials`).',
    grants.anyHeader &&
      "The server allows `*` as header names today, which a browser ignores on a call with credentials, and for `Authorization` by the standard: the names are those that the recording shows; add others that pages send.",
    grants.repeatsHeaders &&
      !grants.anyHeader &&
      "The server seems to allow whatever header is asked for today (`Vary: Access-Control-Request-Headers`): the names are those that the recording shows; add others that pages send.",
    grants.anyMethod &&
      "The server allows `*` as methods today, which a browser ignores on a call with credentials: the methods are named; add others that pages use.",
    policy.credentials &&
      insecure !== undefined &&
      translate`${quote(insecure.origin)} is a page without https: whoever can change it on its way can call this server with the user's cookies.`,
  ].filter((warning) => warning !== false);
}

/**
 * True where the server itself responded with an error. Extensions send `Origin`, too, so that a server that refuses by
 * `Origin` refuses them whatever their manifest says. Only a preflight's 401, 404 or 405 does not matter to them.
 */
function isErrorOfServer({ verdict, fetch }: Diagnosis): boolean {
  const { preflight, actual } = lastHop(fetch);
  if (verdict?.step !== "preflight") return (actual?.status ?? 0) >= 400;
  return [400, 403, 500].includes(preflight?.status ?? 0);
}

/** The origins that the policy allows only because the server allows them today. */
function keptOrigins({ origins }: Policy, grants: CurrentGrants, chosen: readonly RequiredChanges[]): string[] {
  if (origins === "*") return [];
  const required = new Set(chosen.map(({ origin }) => plainPage(origin)));
  const kept = [...grants.origins].filter((origin) => !required.has(origin));
  return kept.length === 0
    ? []
    : [translate`Kept, because the server names it today: ${quoteAll(kept)}. Remove what should not be there.`];
}
