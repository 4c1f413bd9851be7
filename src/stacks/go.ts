import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, deleteOthers, repairFirst, sendAuthorization } from "./writing/advice.ts";
import { goFields } from "./writing/go-fields.ts";
import { isNamed, namesOrigins, withUnproven } from "./writing/lists.ts";
import { doubleQuoted, goStrings } from "./writing/quote.ts";

/** Go's `net/http` with rs/cors. */
export const go = defineStack({
  id: "go",
  name: "Go net/http",
  language: "go",
  fix: {
    grant: (policy) => [outermost(policy, false, [])],
    "answer-preflight": (policy) => [outermost(policy, true, [])],
    "send-once": (policy) => [outermost(policy, true, [deleteOthers])],
    "keep-on-errors": (policy) => [
      outermost(policy, true, [
        "Recover from panics below this handler. Otherwise `net/http` closes the connection without a response.",
      ]),
    ],
    "avoid-redirect": (policy, { redirect }) =>
      redirect?.step === "actual"
        ? [outermost(policy, false, [sendAuthorization], redirect)]
        : [outermost(policy, true, [])],
    vary: (policy) => [outermost(policy, true, [clearCaches])],
    "repair-server": (policy) => [outermost(policy, true, [repairFirst])],
  },
});

const noListYet = "// Without a list of headers, also name accept, content-type, x-requested-with.";

const defaultHeaders = ["accept", "content-type", "x-requested-with"];

function outermost(
  given: Policy,
  changed: boolean,
  warnings: readonly string[],
  redirect: FixContext["redirect"] = null,
): Snippet {
  const policy = withUnproven(given);
  const { form, origins, methods, headers, exposed, maxAge, added } = policy;
  const isChange = form === "change";
  // A list replaces the default headers, so a new list holds them too.
  const isDefault = (name: string) => defaultHeaders.includes(name.toLowerCase());
  const allowed = form === "new" ? [...defaultHeaders, ...headers.filter((name) => !isDefault(name))] : headers;
  const needsHeaders = form !== "new" || !headers.every(isDefault);
  const redirecting: Line[] = redirect
    ? [
        "// Instead of the handler that redirects with `user:password@`.",
        { changed: "redirecting := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {" },
        { changed: `\tif r.URL.Path == ${doubleQuoted(redirect.path)} {` },
        { changed: `\t\thttp.Redirect(w, r, ${doubleQuoted(redirect.target)}, http.StatusTemporaryRedirect)` },
        { changed: "\t\treturn" },
        { changed: "\t}" },
        { changed: "\tmux.ServeHTTP(w, r)" },
        { changed: "})" },
        "",
      ]
    : [];
  return snippet(
    [
      ...(isChange
        ? [
            "// In the app's cors.Options; keep its other fields and entries:",
            needsHeaders && isNamed(policy, "headers") && noListYet,
            ...redirecting,
          ]
        : [
            "// go get github.com/rs/cors, and import it.",
            ...redirecting,
            "// Around the whole mux, with its middleware. Where the server has nil for a",
            "// handler, mux is http.DefaultServeMux.",
          ]),
      mark(changed, "handler := cors.New(cors.Options{"),
      ...goFields(policy, [
        namesOrigins(policy) && {
          name: "AllowedOrigins",
          value: goStrings(origins === "*" ? ["*"] : origins),
          changed: added.origins.length > 0,
        },
        { name: "AllowCredentials", value: "true" },
        isNamed(policy, "methods") && {
          name: "AllowedMethods",
          value: goStrings(methods),
          changed: added.methods.length > 0,
        },
        needsHeaders &&
          isNamed(policy, "headers") && {
            name: "AllowedHeaders",
            value: goStrings(allowed),
            changed: added.headers.length > 0,
          },
        isNamed(policy, "exposed") && {
          name: "ExposedHeaders",
          value: goStrings(exposed),
          changed: added.exposed.length > 0,
        },
        maxAge !== null && !isChange && { name: "MaxAge", value: String(maxAge), isList: false },
      ]),
      mark(changed || redirect !== null, `}).Handler(${redirect ? "redirecting" : "mux"})`),
      ...(isChange && !changed && redirect === null
        ? []
        : [
            "",
            "// Start the server with handler in place of mux; an http.Server takes it as Handler.",
            mark(changed || redirect !== null, "log.Fatal(http.ListenAndServe(addr, handler))"),
          ]),
    ],
    warnings,
  );
}
