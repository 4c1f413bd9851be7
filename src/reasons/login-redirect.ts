import { quote, quoteUrl } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { preflightSetting } from "./fingerprints/preflight-setting.ts";
import { redirectedMethodSentence } from "./fingerprints/redirect.ts";
import { isPreflightRefused } from "./fingerprints/response.ts";
import { signInRedirect } from "./fingerprints/sign-in.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

/** A `fetch` follows the redirect to a login page, and may not read that page: only a navigation can show it. */
export const loginRedirect = defineReason({
  id: "login-redirect",
  title: "The server redirects requests without a session to a login page",
  headline: (refusal) => {
    const { from, provider } = signInRedirect(refusal) ?? {};
    const host = quote(from?.host ?? "");
    if (from && startsSignIn(refusal))
      return translate`Open ${quoteUrl(withoutQuery(from))} as a page: it starts a login, and \`fetch\` cannot show a login page`;
    if (needsSignIn(refusal))
      return provider
        ? translate`Sign in again: ${host} redirects the request to the login page of ${provider}`
        : translate`Sign in again: ${host} redirects the request to a login page`;
    return provider
      ? translate`${host} redirects requests without a session to the login page of ${provider}`
      : translate`${host} redirects requests without a session to its login page`;
  },
  judges: ["preflight", "actual"],
  causes: ["missing-allow-origin", "allow-origin-mismatch", "preflight-redirect"],
  detect(refusal) {
    const signIn = signInRedirect(refusal);
    if (!signIn) return;
    return {
      certainty: "certain",
      evidence: translate`${quoteUrl(withoutQuery(signIn.from))} redirects to ${quoteUrl(withoutQuery(signIn.to))}`,
      remedy:
        startsSignIn(refusal) || needsSignIn(refusal)
          ? "change-request"
          : refusal.exchange.method === "OPTIONS"
            ? "answer-preflight"
            : undefined,
    };
  },
  explain: (refusal) => {
    const { from, provider = "" } = signInRedirect(refusal) ?? {};
    if (from && startsSignIn(refusal))
      return translate`Use a link, or ${quoteUrl(`location.href = "${withoutQuery(from)}"`)}, instead of \`fetch\`. After the login, let the server redirect back to the page. No CORS header helps: the login page never allows \`fetch\`.`;
    if (isOwnServer(refusal))
      return translate`Reload the page and sign in again: the session has ended, and \`fetch\` cannot show a login page. In code, set \`redirect: "manual"\`, and call \`location.reload()\` if \`response.type\` is \`opaqueredirect\`.${redirectedMethodSentence(refusal)}`;
    if (isPreflightRefused(refusal)) {
      const setting = preflightSetting(refusal, provider);
      if (setting !== undefined)
        return translate`${translate(setting)} A preflight never carries a cookie or a token. The application must then respond to preflights.`;
      return provider === ""
        ? "Respond to `OPTIONS` before the session check: a preflight never carries a cookie or a token. For API requests without a session, send a 401 instead of a redirect."
        : translate`Respond to \`OPTIONS\` before ${provider} asks for a login: a preflight never carries a cookie or a token.`;
    }
    return provider === ""
      ? translate`For API requests without a session, send a 401 with CORS headers, so that the page can ask for a login. \`fetch\` cannot show a login page.${redirectedMethodSentence(refusal)}`
      : translate`Open ${quoteUrl(from?.origin ?? "")} in a tab and sign in there, because \`fetch\` cannot show a login page. Then send the request with \`credentials: "include"\`, so that the browser sends the session cookie.${redirectedMethodSentence(refusal)}`;
  },
});

/** True where a new login ends the refusal: no CORS code of the application or of the login page does. */
function needsSignIn(refusal: RefusedFetch): boolean {
  if (isOwnServer(refusal)) return true;
  return !isPreflightRefused(refusal) && signInRedirect(refusal)?.provider !== "";
}

/**
 * True where the page fetched the URL that starts a login at an identity provider, such as `/auth/google`, instead of data that
 * needs a login.
 */
function startsSignIn(refusal: RefusedFetch): boolean {
  const { from, isFirst, provider = "" } = signInRedirect(refusal) ?? {};
  return from !== undefined && isFirst === true && provider !== "" && startOfSignIn.test(from.pathname);
}

/** A path such as `/auth/me` or `/connect/devices` is data that needs a login. */
const startOfSignIn =
  /\/(log[-_]?in|sign[-_]?in|authorize|auth$|(auth|connect|oauth2?|oauth2\/authorization|saml|sso)\/(login|auth0|azure|cognito|github|google|keycloak|microsoft|okta))(\/|\.|$)/i;

/** The URL without its query, which holds where to return after the login. */
function withoutQuery({ origin, pathname }: URL): string {
  return `${origin}${pathname}`;
}

/** True where the page requested its own server, which needs no CORS headers. */
function isOwnServer({ fetch }: RefusedFetch): boolean {
  return fetch.hops[0]?.isCrossOrigin === false;
}
