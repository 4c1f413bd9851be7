import { isRedirectStatus } from "../../fetch/status.ts";
import type { RefusedFetch } from "../reason.ts";

/** A redirect from a URL of an application to a page that asks for a login. */
export interface SignIn {
  readonly from: URL;
  readonly to: URL;
  /** True where the page requested that URL itself, and no redirect led to it. */
  readonly isFirst: boolean;
  /** The identity provider or access gateway that asks; "" where the application itself does. */
  readonly provider: string;
}

/** The redirect of a refused fetch to a login page; undefined where it was not redirected to one. */
export function signInRedirect({ fetch, exchange }: RefusedFetch): SignIn | undefined {
  const target = isRedirectStatus(exchange.status) ? [exchange.redirectUrl] : [];
  if (fetch.hops.length + target.length < 2) return undefined;
  const urls = [...fetch.hops.map(({ url }) => url), ...target].filter((url) => URL.canParse(url));
  const chain = urls.map((url) => new URL(url));
  const at = chain.findIndex(isSignInUrl);
  const [from, to] = [chain[at - 1], chain[at]];
  return from && to ? { from, to, isFirst: at === 1, provider: signInProvider(to) } : undefined;
}

/** The identity provider or access gateway whose login page a URL is, by its usual addresses; "" where none is known. */
export function signInProvider({ hostname, pathname, search }: URL): string {
  const known = providers.find(
    ({ host, path, query }) =>
      (host?.test(hostname) ?? true) && (path?.test(pathname) ?? true) && (query?.test(search) ?? true),
  );
  return known?.name ?? "";
}

/** True for the address of a page that asks for a login, as opposed to one that issues tokens. */
export function isSignInPage({ pathname }: URL): boolean {
  return /\/(log[-_]?in|sign[-_]?in|authorize|auth)(\/|\.|$)/i.test(pathname);
}

function isSignInUrl(url: URL): boolean {
  return (
    signInProvider(url) !== "" ||
    /\/((wp-)?log[-_]?in|sign[-_]?in|sessions?\/new|sso|saml2?|authorize|auth\/realms)(\/|\.|$)/i.test(url.pathname) ||
    /^(login|signin|sso|accounts|idp)\./i.test(url.hostname)
  );
}

interface Provider {
  readonly name: string;
  readonly host?: RegExp;
  readonly path?: RegExp;
  readonly query?: RegExp;
}

/**
 * @see https://developers.cloudflare.com/cloudflare-one/access-controls/applications/http-apps/authorization-cookie/cors/
 * @see https://oauth2-proxy.github.io/oauth2-proxy/features/endpoints
 * @see https://www.authelia.com/reference/guides/proxy-authorization/
 * @see https://docs.goauthentik.io/add-secure-apps/providers/proxy/
 * @see https://learn.microsoft.com/en-us/azure/app-service/overview-authentication-authorization
 */
const providers: readonly Provider[] = [
  { name: "Cloudflare Access", host: /\.cloudflareaccess\.com$/ },
  { name: "Cloudflare Access", path: /^\/cdn-cgi\/access\/login\b/ },
  { name: "Okta", host: /\.(okta|oktapreview|okta-emea)\.com$/ },
  { name: "Auth0", host: /\.auth0\.com$/ },
  { name: "Microsoft Entra ID", host: /^login\.(microsoftonline\.(com|us|de)|windows\.net|live\.com)$/ },
  { name: "Microsoft Entra ID", host: /\.(b2clogin|ciamlogin)\.com$/ },
  { name: "Google", host: /^accounts\.google\.com$/ },
  { name: "Amazon Cognito", host: /\.amazoncognito\.com$/ },
  { name: "GitHub", host: /^github\.com$/, path: /^\/login(\/oauth\/authorize)?$/ },
  { name: "OneLogin", host: /\.onelogin\.com$/ },
  { name: "Ping Identity", host: /\.pingone\.(com|eu|asia|ca)$/ },
  { name: "Keycloak", path: /\/realms\/[^/]+\/(protocol\/(openid-connect\/auth|saml)|login-actions)\b/ },
  { name: "OAuth2 Proxy", path: /^\/oauth2\/(start|sign_in)\b/ },
  { name: "Authentik", path: /^\/(outpost\.goauthentik\.io\/start|if\/flow\/)/ },
  { name: "Authelia", path: /^\/$/, query: /[?&]rd=https?(:|%3A)/i },
  { name: "Pomerium", path: /^\/\.pomerium\/sign_in\b/ },
  { name: "AD FS", path: /^\/adfs\/(ls|oauth2)\b/i },
  { name: "Azure App Service", path: /^\/\.auth\/login\// },
];
