import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, deleteOthers, repairFirst, sendAuthorization } from "./writing/advice.ts";
import { credentialsLine, isNamed, listLine, namesOrigins, withUnproven } from "./writing/lists.ts";
import { doubleQuoted, rustMethod, rustStrings } from "./writing/quote.ts";

/**
 * axum 0.7 and later with tower-http's `CorsLayer`. It answers every `OPTIONS` itself, allowed or not. With a list it sends
 * `Vary` on every response. A layer covers the routes and the fallback that were added before it, and the last layer runs
 * first. `HeaderName::from_static` panics on upper-case letters.
 * @see https://docs.rs/tower-http/latest/tower_http/cors/struct.CorsLayer.html
 * @see https://docs.rs/axum/latest/axum/middleware/index.html#ordering
 * @see https://docs.rs/axum/latest/axum/struct.Router.html#method.layer
 * @see https://docs.rs/http/latest/http/header/struct.HeaderName.html#method.from_static
 */
export const axum = defineStack({
  id: "axum",
  name: "axum",
  language: "rust",
  fix: {
    grant: (policy) => [outermost(policy, false, [])],
    "answer-preflight": (policy) => [outermost(policy, true, [])],
    "send-once": (policy) => [outermost(policy, true, [deleteOthers])],
    "keep-on-errors": (policy) => [outermost(policy, true, [])],
    "avoid-redirect": (policy, { redirect }) =>
      redirect?.step === "actual"
        ? [outermost(policy, false, [sendAuthorization], redirectLines(redirect))]
        : [outermost(policy, true, [])],
    vary: (policy) => [outermost(policy, true, [clearCaches])],
    "repair-server": (policy) => [outermost(policy, true, [repairFirst])],
  },
});

function outermost(given: Policy, changed: boolean, warnings: readonly string[], above: readonly Line[] = []): Snippet {
  const policy = withUnproven(given);
  const { form, origins, methods, headers, exposed, maxAge, added } = policy;
  const isChange = form === "change";
  const anyOrigin = origins === "*";
  // A second `use` of one name does not compile, so a change names types by their paths.
  const path = isChange ? "axum::http::" : "";
  const types = [
    ...(headers.length + exposed.length > 0 ? ["header::HeaderName"] : []),
    ...(anyOrigin ? [] : ["HeaderValue"]),
    "Method",
  ];
  const names = (list: readonly string[]) =>
    `${rustStrings(list.map((name) => name.toLowerCase()))}.map(${path}HeaderName::from_static)`;
  const call = (isNew: boolean, text: string) => listLine(policy, isNew, `    ${text}`);
  const calls: Line[] = [
    credentialsLine(policy, "    .allow_credentials(true)"),
    isNamed(policy, "headers") && call(added.headers.length > 0, `.allow_headers(${names(headers)})`),
    isNamed(policy, "exposed") && call(added.exposed.length > 0, `.expose_headers(${names(exposed)})`),
    maxAge !== null && !isChange && `    .max_age(std::time::Duration::from_secs(${maxAge}))`,
    isNamed(policy, "methods") &&
      call(added.methods.length > 0, `.allow_methods([${methods.map((name) => path + rustMethod(name)).join(", ")}])`),
    namesOrigins(policy) &&
      call(
        added.origins.length > 0,
        `.allow_origin(${anyOrigin ? `${isChange ? "tower_http::cors::" : ""}Any` : `${rustStrings(origins)}.map(${path}HeaderValue::from_static)`})${isChange ? "" : ";"}`,
      ),
  ];
  return snippet(
    [
      ...(isChange
        ? ["// In the app's CorsLayer; keep its other calls and entries:"]
        : [
            "// cargo add tower-http --features cors",
            `use axum::http::${types.length > 1 ? `{${types.join(", ")}}` : types.join()};`,
            `use tower_http::cors::${anyOrigin ? "{Any, CorsLayer}" : "CorsLayer"};`,
            "",
          ]),
      "let cors = CorsLayer::new()",
      ...calls,
      ...(isChange && !changed && above.length === 0 ? [] : [""]),
      ...above,
      ...(isChange && !changed && above.length === 0
        ? []
        : [
            "// The last call on the router: after every route, merge, nest, fallback and",
            "// layer, because the last layer runs first.",
            mark(changed, "let app = app.layer(cors);"),
          ]),
    ],
    warnings,
  );
}

/** A layer that redirects without user name and password; a second route for the path would panic at the start. */
function redirectLines({ path, target }: NonNullable<FixContext["redirect"]>): Line[] {
  return [
    "// Instead of the handler that redirects with `user:password@`.",
    "use axum::response::IntoResponse;",
    { changed: "let app = app.layer(axum::middleware::from_fn(" },
    { changed: "    |request: axum::extract::Request, next: axum::middleware::Next| async move {" },
    { changed: `        if request.uri().path() == ${doubleQuoted(path)} {` },
    { changed: `            return axum::response::Redirect::temporary(${doubleQuoted(target)}).into_response();` },
    { changed: "        }" },
    { changed: "        next.run(request).await" },
    { changed: "    }," },
    { changed: "));" },
    "",
  ];
}
