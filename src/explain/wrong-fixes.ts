import type { CauseId } from "../causes/index.ts";
import type { Diagnosis, Finding } from "../diagnosis.ts";
import { lastHop } from "../exchange.ts";
import { isLocalHost } from "../fetch/local-network.ts";
import { translate } from "../text/translate.ts";

/** A fix that people find on the web and that does not work, or does harm. */
export interface WrongFix {
  readonly id: string;
  /** The fix in a few words, to follow "Why not just". */
  readonly fix: string;
  /** Why not to do it, in one sentence. */
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
      "The page then gets an opaque response, with status 0 and neither headers nor a body that it could read, and the request goes out without the headers and methods that need a preflight.",
    isTriedFor: (verdict) => isOfServer(verdict) && !isOfCredentials(verdict),
  },
  {
    id: "response-headers-on-request",
    fix: "`Access-Control-Allow-Origin` in the request's headers",
    because:
      "Only the server's response can allow anything; on a request it is one more header that needs a preflight and permission.",
    isTriedFor: (verdict) =>
      verdict.cause === "missing-allow-origin" ||
      (verdict.cause === "header-not-allowed" && verdict.names.some((name) => /^access-control-/i.test(name))),
  },
  {
    id: "header-extension",
    fix: "a browser extension that adds the headers",
    because:
      "It helps in your own browser alone, so your users are still refused, and while it is on, any site that you visit may read what other sites show you.",
    isTriedFor: isOfServer,
  },
  {
    id: "disabled-web-security",
    fix: "`--disable-web-security`",
    because:
      "It lets every page in that browser read every site with your logins, hides the mistake from you, and leaves it to your users.",
    isTriedFor: isOfServer,
  },
  {
    id: "public-proxy",
    fix: "a public CORS proxy",
    because:
      "A stranger's server then reads and may change whatever passes, tokens and answers included, and your page stops when it does: a proxy of your own does the same safely.",
    isTriedFor: (verdict, { fetch }) => isOfOrigin(verdict) && !isLocal(lastHop(fetch).url),
  },
  {
    id: "wildcard-origin",
    fix: "`Access-Control-Allow-Origin: *`",
    because: "A request with credentials is refused under `*`: the header must name the page's origin.",
    isTriedFor: (verdict, { credentials }) =>
      isOfCredentials(verdict) || (isOfOrigin(verdict) && credentials === "include"),
  },
  {
    id: "reflected-origin",
    fix: "sending back whatever `Origin` says",
    because:
      "Every site is then allowed, and with `Access-Control-Allow-Credentials` each can read and act as the user who visits it: compare with a list of origins first.",
    isTriedFor: (verdict) => isOfOrigin(verdict) || isOfCredentials(verdict),
  },
];

function isLocal(url: string): boolean {
  return URL.canParse(url) && isLocalHost(new URL(url).hostname);
}
