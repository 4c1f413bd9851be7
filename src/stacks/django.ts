import type { Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, deleteOthers, repairFirst, sendAuthorization } from "./writing/advice.ts";
import { credentialsLine, dropsAny, isNamed, listLine, namesOrigins } from "./writing/lists.ts";
import { singleQuoted, singleQuotedList } from "./writing/quote.ts";

/** Django with django-cors-headers. */
export const django = defineStack({
  id: "django",
  name: "Django",
  language: "python",
  fix: {
    grant: (policy) => [settings(policy, [], [])],
    "answer-preflight": (policy) => [settings(policy, ["order"], [])],
    "send-once": (policy) => [settings(policy, ["order"], [deleteOthers])],
    "keep-on-errors": (policy) => [settings(policy, ["order"], [])],
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
        : [settings(policy, ["order"], [])],
    vary: (policy) => [settings(policy, ["order"], [clearCaches])],
    "repair-server": (policy) => [settings(policy, ["order"], [repairFirst])],
  },
});

/** The lists that django-cors-headers allows by default, without `OPTIONS`, which `default_methods` has too. */
const defaultMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]);
const defaultHeaders: ReadonlySet<string> = new Set([
  ...["accept", "authorization", "content-type", "user-agent", "x-csrftoken", "x-requested-with"],
]);

function settings(
  policy: Policy,
  changes: readonly "order"[],
  warnings: readonly string[],
  extra: readonly Line[] = [],
): Snippet {
  const { form, origins, exposed, maxAge, added } = policy;
  const isMoved = changes.length > 0;
  const lists = listSettings(policy);
  const names = lists.flatMap(({ defaults }) => defaults ?? []);
  const start: Line[] =
    form === "change"
      ? [
          "# In settings.py; keep the other entries:",
          ...lists.map(
            ({ defaults, isUnknown }) => isUnknown === true && `# Leave out *${defaults} if the app has its own list.`,
          ),
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
      dropsAny(policy) && { changed: "CORS_ALLOW_ALL_ORIGINS = False" },
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
  /** True where the app may have a list of its own, which the setting would then extend instead. */
  readonly isUnknown?: boolean;
}

/** The settings of methods and headers; those that the package allows by default need none. */
function listSettings(policy: Policy): ListSetting[] {
  const { form, methods, headers, added, unproven } = policy;
  const lower = (names: readonly string[]) => names.map((name) => name.toLowerCase());
  const lists = [
    {
      name: "CORS_ALLOW_HEADERS",
      defaults: "default_headers",
      byDefault: defaultHeaders,
      values: lower(headers),
      added: lower(added.headers),
      unproven: lower(unproven.headers),
    },
    {
      name: "CORS_ALLOW_METHODS",
      defaults: "default_methods",
      byDefault: defaultMethods,
      values: methods,
      added: added.methods,
      unproven: unproven.methods,
    },
  ];
  if (form === "exact") {
    return lists.map(({ name, values }) => ({ text: `${name} = ${singleQuotedList(values)}`, changed: false }));
  }
  return lists.flatMap((list): ListSetting[] => {
    const { name, defaults, byDefault, values } = list;
    const more = values.filter((value) => !byDefault.has(value));
    const extending = (shown: readonly string[], isUnknown = false): ListSetting => ({
      text: `${name} = [${[`*${defaults}`, ...shown.map(singleQuoted)].join(", ")}]`,
      changed: true,
      defaults,
      isUnknown,
    });
    if (form === "new") return more.length > 0 ? [extending(more)] : [];
    if (list.unproven.length > 0) return [extending(list.unproven, true)];
    if (list.added.length === 0) return [];
    const known = new Set(values.filter((value) => !list.added.includes(value)));
    const hasDefaults = [...byDefault].every((value) => known.has(value));
    return [hasDefaults ? extending(more) : { text: `${name} = ${singleQuotedList(values)}`, changed: true }];
  });
}
