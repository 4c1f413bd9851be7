import { byCookie, byHeaderName, byHost, defineServer, type Recognition, type ServerResponse } from "./server.ts";

/**
 * Cloudflare Access, the login in front of an application. Without a valid `CF_Authorization` cookie it redirects to
 * the team's login on `cloudflareaccess.com`, or responds with 401 or 403. Preflights carry no cookies, so they get a
 * 403 until the application's CORS settings in Access handle them or let them pass.
 * @see https://developers.cloudflare.com/cloudflare-one/access-controls/applications/http-apps/authorization-cookie/cors/
 * @see https://developers.cloudflare.com/cloudflare-one/access-controls/applications/http-apps/authorization-cookie/
 */
export const cloudflareAccess = defineServer({
  id: "cloudflare-access",
  name: "Cloudflare Access",
  layer: "gateway",
  recognize: (response) =>
    byHost(response, loginHost) ??
    byLogin(response) ??
    byHeaderName(response, ["cf-access-domain", "cf-access-aud"]) ??
    byCookie(response, /^CF_(AppSession|Authorization|Binding)$/),
  answersItself: ({ host, status, header }) =>
    loginHost.test(host) ||
    isLogin(header("Location")) ||
    ((status === 401 || status === 403) && header("cf-access-domain") !== null),
  stacks: [],
});

const loginHost = /\.cloudflareaccess\.com$/;

function byLogin({ header }: ServerResponse): Recognition | undefined {
  return isLogin(header("Location"))
    ? { certainty: "certain", evidence: "`Location` below `cloudflareaccess.com`" }
    : undefined;
}

/** True for the address of a team's login, absolute or on the application's own host. */
function isLogin(location: string | null): boolean {
  return /^(https:\/\/[a-z0-9-]+\.cloudflareaccess\.com)?\/cdn-cgi\/access\/login\b/i.test(location ?? "");
}
