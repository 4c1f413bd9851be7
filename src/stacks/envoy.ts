import type { Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, repairFirst, sendAuthorization, whyNamed } from "./writing/advice.ts";
import { credentialsLine, isNamed, keepOthers, listLine, namesOrigins, withUnproven } from "./writing/lists.ts";
import { doubleQuoted } from "./writing/quote.ts";

/** Envoy with its CORS filter, in Envoy's own configuration. */
export const envoy = defineStack({
  id: "envoy",
  name: "Envoy",
  language: "yaml",
  fix: {
    grant: (policy) => [virtualHost(policy, false, [...whyNamed(policy), oneLayer])],
    "answer-preflight": (policy) => [
      virtualHost(policy, true, [
        "The first filter of `http_filters` responds to preflights before `ext_authz` and `jwt_authn`.",
        oneLayer,
      ]),
    ],
    "send-once": (policy) => [
      virtualHost(policy, true, [
        "Delete the application's CORS code, and `Access-Control-…` from `response_headers_to_add`.",
      ]),
    ],
    "keep-on-errors": (policy) => [
      virtualHost(policy, true, [
        "The filter adds the headers to the application's error responses and to Envoy's own 503.",
        oneLayer,
      ]),
    ],
    "avoid-redirect": (policy, { redirect }) => [
      redirect?.step === "actual"
        ? virtualHost(policy, false, [
            sendAuthorization,
            "Envoy does not rewrite the application's `Location`. Remove `user:password@` from it there.",
          ])
        : virtualHost(policy, true, [
            "The filter responds to preflights before the application redirects. A route with `redirect` and `require_tls` redirect them all the same, so request the final URL there.",
            oneLayer,
          ]),
    ],
    vary: (policy) => [
      virtualHost(
        policy,
        false,
        [
          "Envoy sends no `Vary` itself. The last lines add it to every response of the virtual host.",
          clearCaches,
          oneLayer,
        ],
        true,
      ),
    ],
    "repair-server": (policy) => [
      virtualHost(policy, true, [
        repairFirst,
        "503 `no healthy upstream` means that no endpoint of the cluster responds.",
      ]),
    ],
  },
});

const oneLayer =
  "Only one layer may set these headers. If the application sets them, change them there, and leave the policy out.";

const place =
  'Put the lines into the `virtual_hosts` entry of the API. The filter must be there too: `- name: envoy.filters.http.cors` with `"@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors`, first in `http_filters`.';

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
    [...warnings, place],
  );
}
