import { singleQuoted } from "../stacks/writing/quote.ts";
import { byBody, byCookie, byHeader, byHeaderName, byPath, defineServer, type ServerResponse } from "./server.ts";

/**
 * Nextcloud. Two SameSite cookies are its own; `oc_sessionPassphrase` and the addresses are ownCloud's too. It has no
 * CORS setting for WebDAV: the app WebAppPassword adds one, and else people let the web server send the headers.
 * @see https://github.com/nextcloud/server/blob/master/lib/base.php
 * @see https://github.com/nextcloud/server/blob/master/apps/dav/lib/Connector/Sabre/Auth.php
 * @see https://github.com/nextcloud/server/issues/3131
 * @see https://github.com/digital-blueprint/webapppassword
 */
export const nextcloud = defineServer({
  id: "nextcloud",
  name: "Nextcloud",
  layer: "product",
  recognize: (response) =>
    byCookie(response, /^(__Host-)?nc_sameSiteCookie(lax|strict)$/) ??
    byHeaderName(response, ["X-Nextcloud-Maintenance-Mode"]) ??
    byHeader(response, "WWW-Authenticate", /^[A-Za-z]+ realm="Nextcloud"/) ??
    byBody(response, strictCookie) ??
    byCookie(response, /^oc_sessionPassphrase$/, "possible") ??
    byPath(response, /\/(remote\.php\/(dav|webdav)|ocs\/v[12]\.php)\//),
  answersItself: isOwnRefusal,
  stacks: [],
  setting: {
    title: "Add the page's origin to the allowed origins of the app WebAppPassword",
    language: "php",
    lines: ({ added: { origins } }) =>
      origins.length > 0 ? [`'webapppassword.origins' => [${origins.map(singleQuoted).join(", ")}],`] : [],
    warnings: [
      "Install the app WebAppPassword first: Nextcloud itself has no CORS setting for WebDAV.",
      "Add the line to `config/config.php`. The app reads this line only if the app's settings page has no origins.",
    ],
  },
});

const strictCookie = /Strict Cookie has not been found in request/;

/** True for a missing login, a missing strict cookie and maintenance. */
function isOwnRefusal({ status, header, headerNames, body }: ServerResponse): boolean {
  return (
    (status === 401 && /realm="Nextcloud"/.test(header("WWW-Authenticate") ?? "")) ||
    (status === 412 && strictCookie.test(body ?? "")) ||
    (status === 503 && headerNames.includes("x-nextcloud-maintenance-mode"))
  );
}
