import type { Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, deleteOthers, repairFirst, sendAuthorization, whereOthersFail } from "./writing/advice.ts";
import { credentialsLine, dropsAny, listLine, namesOrigins, withUnproven } from "./writing/lists.ts";
import { doubleQuoted, goStrings } from "./writing/quote.ts";

/** Gin with gin-contrib/cors. */
export const gin = defineStack({
  id: "gin",
  name: "Gin",
  language: "go",
  fix: {
    grant: (policy) => [firstMiddleware(policy, false, [])],
    "answer-preflight": (policy) => [firstMiddleware(policy, true, [])],
    "send-once": (policy) => [firstMiddleware(policy, true, [deleteOthers])],
    "keep-on-errors": (policy) => [firstMiddleware(policy, true, [])],
    "avoid-redirect": (policy, { redirect }) =>
      redirect?.step === "actual"
        ? [
            firstMiddleware(
              policy,
              false,
              [sendAuthorization],
              [
                "",
                "// Instead of the route that redirects with `user:password@`.",
                { changed: "router.Use(func(c *gin.Context) {" },
                { changed: `\tif c.Request.URL.Path == ${doubleQuoted(redirect.path)} {` },
                { changed: `\t\tc.Redirect(http.StatusTemporaryRedirect, ${doubleQuoted(redirect.target)})` },
                { changed: "\t\tc.Abort()" },
                { changed: "\t}" },
                { changed: "})" },
              ],
            ),
          ]
        : [
            firstMiddleware(
              policy,
              true,
              [
                "Request the path exactly as the route has it. Without `RedirectTrailingSlash`, Gin responds with 404 to a path with a wrong last slash.",
              ],
              ["", { changed: "router.RedirectTrailingSlash = false" }],
            ),
          ],
    vary: (policy) => [
      firstMiddleware(
        policy,
        false,
        [clearCaches],
        [],
        [
          { changed: "router.Use(func(c *gin.Context) {" },
          { changed: '\tc.Header("Vary", "Origin")' },
          { changed: "})" },
          "",
        ],
      ),
    ],
    "repair-server": (policy) => [firstMiddleware(policy, true, [repairFirst])],
  },
});

const refusing =
  "Also list the other origins that send requests to this server. gin-contrib/cors responds to all others with 403.";

function firstMiddleware(
  given: Policy,
  changed: boolean,
  warnings: readonly string[],
  below: readonly Line[] = [],
  above: readonly Line[] = [],
): Snippet {
  const policy = withUnproven(given);
  const isChange = policy.form === "change";
  const place = isChange
    ? [changed ? moveCall : changeCall]
    : [
        "// Right after gin.New() or gin.Default(), and on the engine, not on a group: a",
        "// route or group gets only the middleware that was added before it.",
      ];
  return snippet(
    [
      !isChange && "// go get github.com/gin-contrib/cors, and import it.",
      ...above,
      ...place,
      ...(isChange ? [] : ["config := cors.DefaultConfig()"]),
      ...(namesOrigins(policy) || dropsAny(policy) ? originLines(policy) : []),
      credentialsLine(policy, "config.AllowCredentials = true"),
      ...listLines(policy),
      mark(changed, "router.Use(cors.New(config))"),
      ...below,
    ],
    [...warnings, ...whereOthersFail(policy, refusing)],
  );
}

const changeCall = "// On the app's cors.Config, before cors.New(config); keep its other lines and entries:";
const moveCall = "// Move the app's router.Use(cors.New(config)) above all other middleware; keep its config:";

/** The methods and headers that `cors.DefaultConfig()` allows. */
const defaultMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]);
const defaultHeaders: ReadonlySet<string> = new Set(["origin", "content-length", "content-type"]);

/** The lists beside the origins: added to the default ones, or in place of them where the policy is exact. */
function listLines({ form, methods, headers, exposed, maxAge, added }: Policy): Line[] {
  const strings = (values: readonly string[]) => values.map(doubleQuoted).join(", ");
  const isChange = form === "change";
  const moreMethods = (isChange ? added.methods : methods).filter((name) => !defaultMethods.has(name));
  const moreHeaders = (isChange ? added.headers : headers).filter((name) => !defaultHeaders.has(name.toLowerCase()));
  const shownMethods = isChange ? added.methods : moreMethods;
  const shownExposed = isChange ? added.exposed : exposed;
  if (form === "exact") {
    return [
      `config.AllowMethods = ${goStrings(methods)}`,
      `config.AllowHeaders = ${goStrings(headers)}`,
      exposed.length > 0 && `config.ExposeHeaders = ${goStrings(exposed)}`,
      maxAge !== null && `config.MaxAge = ${maxAge} * time.Second`,
    ];
  }
  return [
    shownMethods.length > 0 && { changed: `config.AddAllowMethods(${strings(shownMethods)})` },
    moreHeaders.length > 0 && { changed: `config.AddAllowHeaders(${strings(moreHeaders)})` },
    shownExposed.length > 0 && mark(added.exposed.length > 0, `config.AddExposeHeaders(${strings(shownExposed)})`),
    maxAge !== null && !isChange && `config.MaxAge = ${maxAge} * time.Second`,
  ];
}

/** The lines that allow the origins: the package's list takes only `http` and `https`; other schemes need a function. */
function originLines(policy: Policy): Line[] {
  const { form, origins, added } = policy;
  const isNew = added.origins.length > 0;
  if (origins === "*") return [mark(isNew, "config.AllowAllOrigins = true")];
  const shown = form === "change" && isNew ? added.origins : origins;
  const web = shown.filter((origin) => /^https?:/.test(origin));
  const others = origins.filter((origin) => !/^https?:/.test(origin));
  const isOther = others.map((origin) => `origin == ${doubleQuoted(origin)}`).join(" || ");
  const appends = form === "change" && !dropsAny(policy);
  const list = appends ? `append(config.AllowOrigins, ${web.map(doubleQuoted).join(", ")})` : goStrings(web);
  return [
    // The package panics on a list of origins beside AllowAllOrigins.
    dropsAny(policy) && { changed: "config.AllowAllOrigins = false" },
    web.length > 0 &&
      (appends
        ? mark(isNew, `config.AllowOrigins = ${list}`)
        : listLine(policy, isNew, `config.AllowOrigins = ${list}`)),
    others.length > 0 && mark(isNew, `config.AllowOriginFunc = func(origin string) bool { return ${isOther} }`),
  ];
}
