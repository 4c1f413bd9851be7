import type { CheckId, Evidence, Step } from "../causes/cause.ts";
import type { CredentialsMode } from "../exchange.ts";
import { getHeader } from "../fetch/headers.ts";
import { isCorsSafelistedMethod } from "../fetch/safelist.ts";
import { isRedirect } from "../fetch/status.ts";
import { translate } from "../text/translate.ts";

/** How one check is shown, for any response. */
export interface CheckKind {
  readonly title: string;
  /** False where the response has nothing to check. A check with a finding is listed anyway. */
  readonly applies: (step: Step, credentials: CredentialsMode) => boolean;
  /** The subject of the check, its value, and the value that would pass. */
  readonly passes: (step: Step) => Evidence;
}

/** Every check of the standard, by what it decides. */
export const checkKinds: { readonly [Id in CheckId]: CheckKind } = {
  scheme: {
    title: "The URL uses http or https",
    applies: () => false,
    passes: ({ exchange }) => ({ subject: "URL scheme", got: exchange.url, want: translate("http: or https:") }),
  },
  "local-network": {
    title: "The page may access the local network",
    applies: () => false,
    passes: () => ({ subject: "permission", got: null, want: null }),
  },
  "preflight-redirect": {
    title: "The preflight is not redirected",
    applies: () => true,
    passes: status,
  },
  "allow-origin": {
    title: "The response allows the page's origin",
    applies: ({ isCrossOrigin }) => isCrossOrigin,
    passes: (step) => header(step, "Access-Control-Allow-Origin", step.origin),
  },
  "allow-credentials": {
    title: "The response allows credentials",
    applies: (step, credentials) =>
      step.isCrossOrigin &&
      (credentials === "include" || (credentials === "unknown" && allowsCredentials(step).got === "true")),
    passes: allowsCredentials,
  },
  "preflight-status": {
    title: "The preflight's status is 200 to 299",
    applies: () => true,
    passes: status,
  },
  "allow-methods-list": {
    title: "The allowed methods are a comma-separated list",
    applies: (step) => header(step, "Access-Control-Allow-Methods", null).got !== null,
    passes: (step) => header(step, "Access-Control-Allow-Methods", null),
  },
  "allow-headers-list": {
    title: "The allowed headers are a comma-separated list",
    applies: (step) => header(step, "Access-Control-Allow-Headers", null).got !== null,
    passes: (step) => header(step, "Access-Control-Allow-Headers", null),
  },
  "allow-methods": {
    title: "The preflight allows the method",
    applies: ({ method }) => !isCorsSafelistedMethod(method),
    passes: (step) => header(step, "Access-Control-Allow-Methods", step.method),
  },
  "allow-headers": {
    title: "The preflight allows the request's headers",
    applies: ({ headerNames }) => headerNames.length > 0,
    passes: (step) => header(step, "Access-Control-Allow-Headers", step.headerNames.join(", ")),
  },
  "redirect-url": {
    title: "The redirect's URL has no user name or password",
    applies: ({ exchange }) => isRedirect(exchange),
    passes: ({ exchange }) => ({ subject: "Location", got: exchange.redirectUrl, want: null }),
  },
};

function status({ exchange }: Step): Evidence {
  return { subject: "status", got: exchange.status > 0 ? String(exchange.status) : null, want: "200–299" };
}

function allowsCredentials(step: Step): Evidence {
  return header(step, "Access-Control-Allow-Credentials", "true");
}

function header({ exchange }: Step, subject: string, want: string | null): Evidence {
  return { subject, got: getHeader(exchange.responseHeaders, subject), want };
}
