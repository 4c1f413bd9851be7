import { byBody, byCookie, byHeader, defineServer, type Recognition, type ServerResponse } from "./server.ts";

/**
 * Django. A new project sets four security headers on every response; the last of them is there since Django 4. Its
 * debug pages, its CSRF page and its plain error pages are fixed texts. `runserver` is the server of Python's wsgiref.
 * @see https://docs.djangoproject.com/en/4.2/_modules/django/middleware/security
 * @see https://docs.djangoproject.com/en/4.1/_modules/django/middleware/clickjacking
 * @see https://docs.djangoproject.com/en/5.1/ref/settings/#secure-cross-origin-opener-policy
 * @see https://github.com/django/django/blob/main/django/views/defaults.py
 * @see https://github.com/django/django/blob/main/django/views/csrf.py
 */
export const django = defineServer({
  id: "django",
  name: "Django",
  layer: "framework",
  recognize: (response) =>
    byBody(response, ownPage) ??
    bySecurityHeaders(response) ??
    byHeader(response, "Server", /^WSGIServer\b/i, "possible") ??
    byCookie(response, /^csrftoken$/, "possible"),
  answersItself: (response) => isOwnPage(response) || isSlashRedirect(response),
  stacks: ["django"],
});

const ownPage =
  /CSRF verification failed\. Request aborted\.|<meta name="robots" content="NONE,NOARCHIVE">|<p>The requested resource was not found on this server\.<\/p>|<h1>Server Error \(500\)<\/h1>/;

function isOwnPage({ status, body }: ServerResponse): boolean {
  return status >= 400 && ownPage.test(body ?? "");
}

function bySecurityHeaders({ header }: ServerResponse): Recognition | undefined {
  const isLikeDjango =
    header("X-Frame-Options") === "DENY" &&
    header("Referrer-Policy") === "same-origin" &&
    header("X-Content-Type-Options") === "nosniff";
  if (!isLikeDjango) return undefined;
  return header("Cross-Origin-Opener-Policy") === "same-origin"
    ? {
        certainty: "certain",
        evidence:
          "`X-Frame-Options: DENY`, `Referrer-Policy: same-origin` and `Cross-Origin-Opener-Policy: same-origin`",
      }
    : { certainty: "possible", evidence: "`X-Frame-Options: DENY` and `Referrer-Policy: same-origin`" };
}

/** True for the redirect of `APPEND_SLASH`. */
function isSlashRedirect({ status, header, path }: ServerResponse): boolean {
  const [target = ""] = (header("Location") ?? "").split("?");
  return status === 301 && header("Content-Length") === "0" && target.endsWith(`${path}/`);
}
