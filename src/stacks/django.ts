import type { Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, deleteOthers, repairFirst, sendAuthorization, whyNamed } from "./writing/advice.ts";
import { credentialsLine, isNamed, listLine, namesOrigins, withUnproven } from "./writing/lists.ts";
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
        ["The middleware responds to `OPTIONS` before the middleware below it, such as authentication."],
      ),
    ],
    "send-once": (policy) => [settings(policy, ["order"], [deleteOthers])],
    "keep-on-errors": (policy) => [
      settings(
        policy,
        ["order"],
        ["The first middleware also adds the headers to Django's own 404 and 500 responses."],
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
                "Above `SecurityMiddleware` and `CommonMiddleware`, the middleware responds to preflights before they redirect. The actual request is redirected as before.",
              ],
            ),
          ],
    vary: (policy) => [
      settings(policy, ["order"], ["The first middleware sends `Vary: Origin` with every response.", clearCaches]),
    ],
    "repair-server": (policy) => [settings(policy, ["order"], [repairFirst])],
  },
});

/** The lists that django-cors-headers allows by default, which `default_methods` and `default_headers` name. */
const defaultMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]);
const defaultHeaders: ReadonlySet<string> = new Set([
  ...["accept", "authorization", "content-type", "user-agent", "x-csrftoken", "x-requested-with"],
]);

function settings(
  given: Policy,
  changes: readonly "order"[],
  warnings: readonly string[],
  extra: readonly Line[] = [],
): Snippet {
  const policy = withUnproven(given);
  const { form, origins, exposed, maxAge, added } = policy;
  const isMoved = changes.length > 0;
  const lists = listSettings(policy);
  const names = lists.flatMap(({ defaults }) => defaults ?? []);
  const start: Line[] =
    form === "change"
      ? [
          "# In settings.py; keep the other entries:",
          isMoved && {
            changed: `MIDDLEWARE = [${middleware}, *(name for name in MIDDLEWARE if name != ${middleware})]`,
          },
        ]
      : [
          "# At the end of settings.py; pip install django-cors-headers",
          "INSTALLED_APPS = [*INSTALLED_APPS, 'corsheaders']",
          mark(isMoved, `MIDDLEWARE = [${middleware}, *MIDDLEWARE]`),
          "",
        ];
  const origin =
    origins === "*" ? "CORS_ALLOW_ALL_ORIGINS = True" : `CORS_ALLOWED_ORIGINS = ${singleQuotedList(origins)}`;
  return snippet(
    [
      names.length > 0 && `from corsheaders.defaults import ${names.join(", ")}`,
      names.length > 0 && "",
      ...start,
      namesOrigins(policy) && listLine(policy, added.origins.length > 0, origin, "#"),
      credentialsLine(policy, "CORS_ALLOW_CREDENTIALS = True", "#"),
      ...lists.map(({ text, changed }) => listLine(policy, changed, text, "#")),
      isNamed(policy, "exposed") &&
        listLine(policy, added.exposed.length > 0, `CORS_EXPOSE_HEADERS = ${singleQuotedList(exposed)}`, "#"),
      maxAge !== null && form !== "change" && `CORS_PREFLIGHT_MAX_AGE = ${maxAge}`,
      ...extra,
    ],
    warnings,
  );
}

const middleware = "'corsheaders.middleware.CorsMiddleware'";

interface ListSetting {
  readonly text: string;
  readonly changed: boolean;
  /** The name of the package's own list, which the setting extends. */
  readonly defaults?: string;
}

/** The settings of methods and headers; those that the package allows by default need none. */
function listSettings({ form, methods, headers, added }: Policy): ListSetting[] {
  const isChange = form === "change";
  const lower = headers.map((name) => name.toLowerCase());
  const more = {
    methods: (isChange ? added.methods : methods).filter((name) => !defaultMethods.has(name)),
    headers: (isChange ? added.headers.map((name) => name.toLowerCase()) : lower).filter(
      (name) => !defaultHeaders.has(name),
    ),
  };
  if (form === "exact") {
    return [
      { text: `CORS_ALLOW_METHODS = ${singleQuotedList(methods)}`, changed: false },
      { text: `CORS_ALLOW_HEADERS = ${singleQuotedList(lower)}`, changed: false },
    ];
  }
  const addsMethods = isChange ? added.methods.length > 0 : more.methods.length > 0;
  const addsHeaders = isChange ? added.headers.length > 0 : more.headers.length > 0;
  const extended = (name: string, defaults: string, values: readonly string[]): ListSetting => ({
    text: `${name} = [*${defaults}${values.map((value) => `, ${singleQuoted(value)}`).join("")}]`,
    changed: true,
    defaults,
  });
  return [
    ...(addsHeaders ? [extended("CORS_ALLOW_HEADERS", "default_headers", isChange ? lower : more.headers)] : []),
    ...(addsMethods ? [extended("CORS_ALLOW_METHODS", "default_methods", isChange ? methods : more.methods)] : []),
  ].map((setting) => ({ ...setting, text: withoutDefaults(setting.text) }));
}

/** The list without the entries that the package's own list has. */
function withoutDefaults(text: string): string {
  return text.replace(/, '([^']*)'/g, (entry, name) =>
    defaultMethods.has(name) || defaultHeaders.has(name) ? "" : entry,
  );
}
