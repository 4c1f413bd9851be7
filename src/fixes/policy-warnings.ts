import { unique } from "../collections.ts";
import type { Diagnosis } from "../diagnosis.ts";
import { lastHop } from "../exchange.ts";
import { isPotentiallyTrustworthyOrigin } from "../fetch/origin.ts";
import type { Policy } from "../remedy.ts";
import { isLocal } from "../stacks/writing/local-origin.ts";
import { isPlainHeaderName, isPlainMethod, isPlainOrigin } from "../text/plain.ts";
import { quote, quoteAll } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import type { CurrentGrants } from "./current-grants.ts";
import { pagePlaceholder } from "./placeholders.ts";
import type { RequiredChanges } from "./required-changes.ts";

/** A warning that the code repeats as a comment, where a line for credentials waits to be uncommented. */
export const credentialsUnknown =
  'The recording does not show whether the request carries credentials. If the page uses `credentials: "include"` or `withCredentials`, the server must also send `Access-Control-Allow-Credentials: true`.';

/** What the reader should know of a policy's values: what is left out, what is guessed or widened, what is kept. */
export function policyWarnings(policy: Policy, grants: CurrentGrants, chosen: readonly RequiredChanges[]): string[] {
  return [...unwritableValues(chosen), ...inexactGrants(policy, grants, chosen)];
}

/** Values that the page asks for, and that the code leaves out because they could break out of it. */
function unwritableValues(chosen: readonly RequiredChanges[]): string[] {
  const origins = chosen.map(({ origin }) => origin).filter((origin) => !isPlainOrigin(origin));
  const methods = chosen.map(({ method }) => method).filter((method) => !isPlainMethod(method));
  const headers = chosen.flatMap(({ headerNames }) => headerNames).filter((name) => !isPlainHeaderName(name));
  const quoted = (values: Iterable<string>) => quoteAll(unique(values));
  return [
    origins.length > 0 &&
      translate`The page's origin ${quoted(origins)} has characters that are unsafe in code. Replace \`${pagePlaceholder}\` in the code with the origin by hand.`,
    methods.length > 0 &&
      translate`The code leaves out the method ${quoted(methods)}, whose characters are unsafe in code. Rename the method, or add it by hand.`,
    headers.length > 0 &&
      translate`The code leaves out the header ${quoted(headers)}, whose characters are unsafe in code. Rename the header, or add it by hand.`,
  ].filter((warning) => warning !== false);
}

/** Where the policy allows more or less than the server does today, or rests on a guess. */
function inexactGrants(policy: Policy, grants: CurrentGrants, chosen: readonly RequiredChanges[]): string[] {
  const { added } = policy;
  const local = added.origins.filter((origin) => isLocal(origin) && !mayBeInstalledApp(origin));
  const apps = added.origins.filter(mayBeInstalledApp);
  const unproven = [...policy.unproven.methods, ...policy.unproven.headers];
  const keepsAny = policy.origins === "*";
  const isSecure = chosen.every(({ url }) => url.startsWith("https:"));
  const insecure = chosen.find(({ origin, url }) => isInsecure(origin) && url.startsWith("https:"));
  const keptInsecure = [...grants.origins].filter(
    (origin) => isSecure && isInsecure(origin) && !chosen.some((one) => one.origin === origin),
  );
  const byExtension = chosen.some(({ origin }) => /^[a-z]+-extension:/.test(origin));
  const serverRefuses = chosen.some(({ diagnosis }) => isErrorOfServer(diagnosis));
  return [
    local.length > 0 && translate`${quoteAll(local)} is a development page. Allow it only outside production.`,
    apps.length > 0 &&
      translate`${quoteAll(apps)} is an installed app, such as one made with Capacitor, or a development page. Allow a development page only outside production.`,
    byExtension &&
      !serverRefuses &&
      "A browser extension sends this request. An extension's own pages need no CORS headers from servers that its manifest lists under `host_permissions`. List this server there, and leave the server unchanged.",
    keepsAny &&
      "The server sends `*` today, so every site can read its responses. If the data is not public, list the allowed origins instead.",
    policy.maybeCredentials && credentialsUnknown,
    unproven.length > 0 &&
      translate`The recording does not show which methods and headers the server allows. If its CORS code lists them, also add ${quoteAll(unproven)}.`,
    grants.anyHeader &&
      added.headers.length > 0 &&
      "The server sends `Access-Control-Allow-Headers: *` today. Browsers ignore `*` for requests with credentials, so the code lists the headers. Add the other headers that your pages send.",
    grants.anyMethod &&
      added.methods.length > 0 &&
      "The server sends `Access-Control-Allow-Methods: *` today. Browsers ignore `*` for requests with credentials, so the code lists the methods. Add the other methods that your pages use.",
    policy.credentials &&
      insecure !== undefined &&
      translate`${quote(insecure.origin)} does not use https. An attacker on the network can change that page, and then send requests to this server with the user's cookies.`,
    !keepsAny &&
      keptInsecure.length > 0 &&
      translate`The server also allows ${quoteAll(keptInsecure)}, without https. An attacker on the network can change such a page and read this API through it. Remove what you no longer need.`,
  ].filter((warning) => warning !== false);
}

/**
 * True for the origin of apps that Capacitor and Cordova make for Android. Development servers rarely use the default port.
 * @see https://capacitorjs.com/docs/config
 */
function mayBeInstalledApp(origin: string): boolean {
  return /^https?:\/\/localhost$/.test(origin);
}

/** True for a page on http that is not on this machine. */
function isInsecure(origin: string): boolean {
  return origin.startsWith("http:") && !isPotentiallyTrustworthyOrigin(origin) && !isLocal(origin);
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
