import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, deleteOthers, repairFirst, sendAuthorization, whyNamed } from "./writing/advice.ts";
import { goFields } from "./writing/go-fields.ts";
import { doubleQuoted, goStrings } from "./writing/quote.ts";

/** Go's `net/http` with rs/cors. */
export const go = defineStack({
  id: "go",
  name: "Go net/http",
  language: "go",
  fix: {
    grant: (policy) => [outermost(policy, false, [defaults, ...whyNamed(policy)])],
    "answer-preflight": (policy) => [
      outermost(policy, true, [
        "Around the mux it answers preflights before authentication and routes; without it a mux hands `OPTIONS` to the handler of GET, whose 200 no browser takes for permission.",
        defaults,
      ]),
    ],
    "send-once": (policy) => [outermost(policy, true, [deleteOthers])],
    "keep-on-errors": (policy) => [
      outermost(policy, true, [
        "Headers that are set before the handler runs stay on what `http.Error` writes. A panic ends the connection without an answer: recover from it below this handler.",
      ]),
    ],
    "avoid-redirect": (policy, { redirect }) =>
      redirect?.step === "actual"
        ? [outermost(policy, false, [sendAuthorization], redirect)]
        : [
            outermost(policy, true, [
              "Around the mux it answers preflights before the mux redirects to a cleaned path or a slash; the actual request is redirected as before.",
            ]),
          ],
    vary: (policy) => [
      outermost(policy, true, ["rs/cors sends `Vary: Origin` on every answer, because it is outermost.", clearCaches]),
    ],
    "repair-server": (policy) => [outermost(policy, true, [repairFirst])],
  },
});

const defaults =
  "`cors.Default()` refuses PUT and headers of one's own, and then answers the preflight without any CORS header.";

function outermost(
  policy: Policy,
  changed: boolean,
  warnings: readonly string[],
  redirect: FixContext["redirect"] = null,
): Snippet {
  const { origins, credentials, methods, headers, exposed, maxAge, added } = policy;
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
      "// go get github.com/rs/cors, and import it.",
      ...redirecting,
      "// Around the whole mux, with its middleware. Where the server has nil for a",
      "// handler, mux is http.DefaultServeMux.",
      mark(changed, "handler := cors.New(cors.Options{"),
      ...goFields([
        {
          name: "AllowedOrigins",
          value: goStrings(origins === "*" ? ["*"] : origins),
          changed: added.origins.length > 0,
        },
        credentials && { name: "AllowCredentials", value: "true", changed: added.credentials },
        { name: "AllowedMethods", value: goStrings(methods), changed: added.methods.length > 0 },
        headers.length > 0 && {
          name: "AllowedHeaders",
          value: goStrings(headers),
          changed: added.headers.length > 0,
        },
        exposed.length > 0 && { name: "ExposedHeaders", value: goStrings(exposed) },
        maxAge !== null && { name: "MaxAge", value: String(maxAge) },
      ]),
      mark(changed || redirect !== null, `}).Handler(${redirect ? "redirecting" : "mux"})`),
      "",
      "// Start the server with handler in place of mux; an http.Server takes it as Handler.",
      mark(changed || redirect !== null, "log.Fatal(http.ListenAndServe(addr, handler))"),
    ],
    [
      ...warnings,
      ...(headers.length > 0
        ? []
        : ["Without `AllowedHeaders` rs/cors allows `Accept`, `Content-Type` and `X-Requested-With`."]),
    ],
  );
}
