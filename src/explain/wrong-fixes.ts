import type { CauseId } from "../causes/index.ts";
import type { Diagnosis, Finding } from "../diagnosis.ts";
import { lastHop } from "../exchange.ts";
import { isLocalHost } from "../fetch/local-network-access.ts";
import { translate } from "../text/translate.ts";

/** A fix that people find on the web and that does not work, or does harm. */
export interface WrongFix {
  readonly id: string;
  /** The fix in a few words, to follow "Why not just". */
  readonly fix: string;
  /** Why not to do it, in short sentences. */
  readonly because: string;
  /** True for a refusal after which people try this fix. */
  readonly isTriedFor: (verdict: Finding, diagnosis: Diagnosis) => boolean;
}

/** The wrong fixes that people try after a refusal; none where nothing was refused, or where the page must change. */
export function wrongFixesFor(diagnosis: Diagnosis): WrongFix[] {
  const { outcome, verdict } = diagnosis;
  if (outcome !== "refused" || !verdict) return [];
  return wrongFixes
    .filter(({ isTriedFor }) => isTriedFor(verdict, diagnosis))
    .map((wrong) => ({ ...wrong, fix: translate(wrong.fix), because: translate(wrong.because) }));
}

const originCauses: readonly CauseId[] = [
  "missing-allow-origin",
  "multiple-allow-origins",
  "invalid-allow-origin",
  "allow-origin-mismatch",
];

const isOfOrigin = ({ cause }: Finding) => originCauses.includes(cause);
const isOfCredentials = ({ cause }: Finding) =>
  cause === "wildcard-origin-with-credentials" || cause === "allow-credentials-not-true";
const isOfServer = ({ remedy }: Finding) => remedy !== "change-request";

/** Every wrong fix: first those in the page, then in the browser, then on the server. */
export const wrongFixes: readonly WrongFix[] = [
  {
    id: "no-cors-mode",
    fix: '`mode: "no-cors"`',
    because:
      "The page then gets status 0 and cannot read the response's headers or body. The request also cannot use headers or methods that need a preflight.",
    isTriedFor: (verdict) => isOfServer(verdict) && !isOfCredentials(verdict),
  },
  {
    id: "response-headers-on-request",
    fix: "adding `Access-Control-Allow-Origin` to the request",
    because:
      "Only the server's response can allow the request. In the request, `Access-Control-Allow-Origin` is one more header that the server must allow.",
    isTriedFor: (verdict) =>
      verdict.cause === "missing-allow-origin" ||
      (verdict.cause === "header-not-allowed" && verdict.names.some((name) => /^access-control-/i.test(name))),
  },
  {
    id: "header-extension",
    fix: "a browser extension that adds the headers",
    because:
      "The extension only changes your own browser, so your users still get the error. While it is on, any site that you visit can read your data on other sites.",
    isTriedFor: isOfServer,
  },
  {
    id: "disabled-web-security",
    fix: "`--disable-web-security`",
    because:
      "Every page in that browser can then read every site with your logins. The error disappears for you, but your users still get it.",
    isTriedFor: isOfServer,
  },
  {
    id: "public-proxy",
    fix: "a public CORS proxy",
    because:
      "The proxy's owner can read and change every request and response, including tokens. Your page also breaks when the proxy is down. Run your own proxy instead.",
    isTriedFor: (verdict, { fetch }) => isOfOrigin(verdict) && !isLocal(lastHop(fetch).url),
  },
  {
    id: "wildcard-origin",
    fix: "`Access-Control-Allow-Origin: *`",
    because: "Browsers refuse `*` for requests with credentials. The header must contain the page's origin.",
    isTriedFor: (verdict, { credentials }) =>
      isOfCredentials(verdict) || (isOfOrigin(verdict) && credentials === "include"),
  },
  {
    id: "reflected-origin",
    fix: "returning the request's `Origin` unchecked",
    because:
      "The server then allows every site. With `Access-Control-Allow-Credentials`, every site can read and act as the signed-in user. Compare the origin with a list first.",
    isTriedFor: (verdict) => isOfOrigin(verdict) || isOfCredentials(verdict),
  },
];

function isLocal(url: string): boolean {
  return URL.canParse(url) && isLocalHost(new URL(url).hostname);
}
