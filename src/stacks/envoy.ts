import type { Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { changeApplicationInstead, clearCaches, repairFirst, sendAuthorization } from "./writing/advice.ts";
import { credentialsLine, isNamed, keepOthers, listLine, namesOrigins, withUnproven } from "./writing/lists.ts";
import { doubleQuoted } from "./writing/quote.ts";

/** Envoy with its CORS filter, in Envoy's own configuration. */
export const envoy = defineStack({
  id: "envoy",
  name: "Envoy",
  language: "yaml",
  fix: {
    grant: (policy) => [virtualHost(policy, false, [changeApplicationInstead])],
    "answer-preflight": (policy) => [virtualHost(policy, true, [changeApplicationInstead])],
    "send-once": (policy) => [
      virtualHost(policy, true, [
        "Delete the application's CORS code, and `Access-Control-…` from `response_headers_to_add`.",
      ]),
    ],
    "keep-on-errors": (policy) => [virtualHost(policy, true, [changeApplicationInstead])],
    "avoid-redirect": (policy, { redirect }) => [
      redirect?.step === "actual"
        ? virtualHost(policy, false, [
            sendAuthorization,
            "Remove `user:password@` from the application's `Location` header. Envoy does not rewrite the header.",
          ])
        : virtualHost(policy, true, [
            "If a route with `redirect` or `require_tls` redirects, request the final URL. Both redirect preflights too.",
            changeApplicationInstead,
          ]),
    ],
    vary: (policy) => [virtualHost(policy, false, [clearCaches, changeApplicationInstead], true)],
    "repair-server": (policy) => [
      virtualHost(policy, true, [
        repairFirst,
        "503 `no healthy upstream` means that no endpoint of the cluster responds. Start the application behind Envoy.",
      ]),
    ],
  },
});

const place = "Put the lines into the API's entry in `virtual_hosts`.";

const firstFilter =
  'The CORS filter must come first in `http_filters`: `- name: envoy.filters.http.cors` with `"@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors`.';

function virtualHost(given: Policy, changed: boolean, warnings: readonly string[], varies = false): Snippet {
  const policy = withUnproven(given);
  const { form, origins, methods, headers, exposed, maxAge, added } = policy;
  const isChange = form === "change";
  const field = (isNew: boolean, key: string, values: readonly string[]) =>
    listLine(policy, isNew, `    ${key}: ${doubleQuoted(values.join(", "))}`, "#");
  const allowed: Line[] = [
    isChange ? `    allow_origin_string_match: # ${keepOthers}` : "    allow_origin_string_match:",
    ...(origins === "*" ? ["*"] : origins).map((origin) =>
      mark(added.origins.includes(origin), `      - exact: ${doubleQuoted(origin)}`),
    ),
  ];
  const vary: Line[] = [
    "response_headers_to_add:",
    mark(varies, "  - header:"),
    mark(varies, `      key: ${doubleQuoted("Vary")}`),
    mark(varies, `      value: ${doubleQuoted("Origin")}`),
  ];
  return snippet(
    [
      isChange && "# In the virtual host's CORS policy; keep its other options and entries:",
      "typed_per_filter_config:",
      mark(changed, "  envoy.filters.http.cors:"),
      '    "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy',
      ...(namesOrigins(policy) ? allowed : []),
      credentialsLine(policy, "    allow_credentials: true", "#"),
      isNamed(policy, "methods") && field(added.methods.length > 0, "allow_methods", methods),
      isNamed(policy, "headers") && field(added.headers.length > 0, "allow_headers", headers),
      isNamed(policy, "exposed") && field(added.exposed.length > 0, "expose_headers", exposed),
      maxAge !== null && !isChange && `    max_age: ${doubleQuoted(String(maxAge))}`,
      ...(isChange && !varies ? [] : vary),
    ],
    [...warnings, ...(isChange ? [] : [place]), ...(isChange && !changed ? [] : [firstFilter])],
  );
}
