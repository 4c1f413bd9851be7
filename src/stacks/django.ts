import type { Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, deleteOthers, repairFirst, sendAuthorization, whyNamed } from "./writing/advice.ts";
import { singleQuoted, singleQuotedList } from "./writing/quote.ts";

/** Django with django-cors-headers. */
export const django = defineStack({
  id: "django",
  name: "Django",
  language: "python",
  fix: {
    grant: (policy) => [settings(policy, [], whyNamed(policy))],
    "answer-preflight": (policy) => [
      settings(
        policy,
        ["order"],
        ["The middleware answers `OPTIONS` only for what stands below it: authentication too."],
      ),
    ],
    "send-once": (policy) => [settings(policy, ["order"], [deleteOthers])],
    "keep-on-errors": (policy) => [
      settings(
        policy,
        ["order"],
        ["As the first middleware it also sees the answers of those below it, and Django's own 404 and 500."],
      ),
    ],
    "avoid-redirect": (policy, { redirect }) =>
      redirect?.step === "actual"
        ? [
            settings(
              policy,
              [],
              [sendAuthorization],
              [
                "",
                "# At the end of urls.py, in place of the route that redirects with `user:password@`:",
                "from django.http import HttpResponse",
                "from django.urls import path",
                "from django.views.decorators.csrf import csrf_exempt",
                "",
                { changed: "urlpatterns = [" },
                {
                  changed: `    path(${singleQuoted(redirect.path.slice(1))}, csrf_exempt(lambda request: HttpResponse(status=307, headers={'Location': ${singleQuoted(redirect.target)}}))),`,
                },
                { changed: "    *urlpatterns," },
                { changed: "]" },
              ],
            ),
          ]
        : [
            settings(
              policy,
              ["order"],
              [
                "Above `SecurityMiddleware` and `CommonMiddleware`, which redirect to https and to the URL with a slash (`APPEND_SLASH`), it answers preflights first; the actual request is redirected as before.",
              ],
            ),
          ],
    vary: (policy) => [
      settings(
        policy,
        ["order"],
        ["django-cors-headers sends `Vary: Origin` on every answer that passes through it: hence first.", clearCaches],
      ),
    ],
    "repair-server": (policy) => [settings(policy, ["order"], [repairFirst])],
  },
});

const installed =
  "Where `corsheaders` is installed already, leave out the line of `INSTALLED_APPS`, and move the middleware to the top of `MIDDLEWARE`.";

function settings(
  policy: Policy,
  changes: readonly "order"[],
  warnings: readonly string[],
  extra: readonly Line[] = [],
): Snippet {
  const { origins, credentials, methods, headers, exposed, maxAge, added } = policy;
  return snippet(
    [
      "# At the end of settings.py; pip install django-cors-headers",
      'INSTALLED_APPS = [*INSTALLED_APPS, "corsheaders"]',
      mark(changes.length > 0, 'MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware", *MIDDLEWARE]'),
      "",
      mark(
        added.origins.length > 0,
        origins === "*" ? "CORS_ALLOW_ALL_ORIGINS = True" : `CORS_ALLOWED_ORIGINS = ${singleQuotedList(origins)}`,
      ),
      credentials && mark(added.credentials, "CORS_ALLOW_CREDENTIALS = True"),
      mark(added.methods.length > 0, `CORS_ALLOW_METHODS = ${singleQuotedList(methods)}`),
      mark(
        added.headers.length > 0,
        `CORS_ALLOW_HEADERS = ${singleQuotedList(headers.map((name) => name.toLowerCase()))}`,
      ),
      exposed.length > 0 && `CORS_EXPOSE_HEADERS = ${singleQuotedList(exposed)}`,
      maxAge !== null && `CORS_PREFLIGHT_MAX_AGE = ${maxAge}`,
      ...extra,
    ],
    [...warnings, installed],
  );
}
