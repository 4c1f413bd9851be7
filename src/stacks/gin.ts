import type { Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, deleteOthers, repairFirst, sendAuthorization, whyNamed } from "./writing/advice.ts";
import { goFields } from "./writing/go-fields.ts";
import { doubleQuoted, goStrings } from "./writing/quote.ts";

/** Gin with gin-contrib/cors. */
export const gin = defineStack({
  id: "gin",
  name: "Gin",
  language: "go",
  fix: {
    grant: (policy) => [firstMiddleware(policy, false, [defaults, ...whyNamed(policy)])],
    "answer-preflight": (policy) => [
      firstMiddleware(policy, true, [
        "As the first middleware it answers preflights before authentication, and for every path, since Gin runs it for those without a route too.",
      ]),
    ],
    "send-once": (policy) => [firstMiddleware(policy, true, [deleteOthers])],
    "keep-on-errors": (policy) => [
      firstMiddleware(policy, true, [
        "Above `gin.Recovery()` and authentication its headers are on 401, 404 and 500 answers too.",
      ]),
    ],
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
                "Gin redirects to the path with or without its last slash before any middleware runs: with the option off it answers 404, so the page must call the path as the route has it.",
              ],
              ["", { changed: "router.RedirectTrailingSlash = false" }],
            ),
          ],
    vary: (policy) => [
      firstMiddleware(
        policy,
        false,
        ["gin-contrib/cors leaves `Vary` off answers to requests without an origin, and to refused ones.", clearCaches],
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

const defaults =
  "`cors.Default()` allows every origin, without credentials; `AllowAllOrigins` and `AllowCredentials` together are refused by browsers.";

const refusing = "gin-contrib/cors answers requests of other origins with 403, whatever their route would send.";

function firstMiddleware(
  policy: Policy,
  changed: boolean,
  warnings: readonly string[],
  below: readonly Line[] = [],
  above: readonly Line[] = [],
): Snippet {
  const { origins, credentials, methods, headers, exposed, maxAge, added } = policy;
  return snippet(
    [
      "// go get github.com/gin-contrib/cors, and import it.",
      ...above,
      "// Right after gin.New() or gin.Default(), and on the engine, not on a group: a",
      "// route or group gets only the middleware that was added before it.",
      mark(changed, "router.Use(cors.New(cors.Config{"),
      ...goFields([
        ...originFields(origins).map((field) => ({ ...field, changed: added.origins.length > 0 })),
        credentials && { name: "AllowCredentials", value: "true", changed: added.credentials },
        { name: "AllowMethods", value: goStrings(methods), changed: added.methods.length > 0 },
        headers.length > 0 && { name: "AllowHeaders", value: goStrings(headers), changed: added.headers.length > 0 },
        exposed.length > 0 && { name: "ExposeHeaders", value: goStrings(exposed) },
        maxAge !== null && { name: "MaxAge", value: `${maxAge} * time.Second` },
      ]),
      "}))",
      ...below,
    ],
    [...warnings, refusing],
  );
}

/** The fields that allow the origins: the package's list takes only `http` and `https`; other schemes need a function. */
function originFields(origins: Policy["origins"]): { name: string; value: string }[] {
  if (origins === "*") return [{ name: "AllowAllOrigins", value: "true" }];
  const web = origins.filter((origin) => /^https?:/.test(origin));
  const others = origins.filter((origin) => !web.includes(origin));
  const isOther = others.map((origin) => `origin == ${doubleQuoted(origin)}`).join(" || ");
  return [
    ...(web.length > 0 ? [{ name: "AllowOrigins", value: goStrings(web) }] : []),
    ...(others.length > 0
      ? [{ name: "AllowOriginFunc", value: `func(origin string) bool { return ${isOther} }` }]
      : []),
  ];
}
