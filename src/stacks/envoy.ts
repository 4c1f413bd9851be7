import type { Policy } from "../remedy.ts";
import { defineStack, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, repairFirst, sendAuthorization, whyNamed } from "./writing/advice.ts";
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
        "The filter answers preflights of the origins listed itself: as the first of `http_filters`, before `ext_authz` and `jwt_authn`.",
        oneLayer,
      ]),
    ],
    "send-once": (policy) => [
      virtualHost(policy, true, [
        "Take the CORS code out of the application, and `Access-Control-…` out of `response_headers_to_add`.",
      ]),
    ],
    "keep-on-errors": (policy) => [
      virtualHost(policy, true, [
        "The filter adds the headers to error answers of the application and to Envoy's own 503.",
        oneLayer,
      ]),
    ],
    "avoid-redirect": (policy, { redirect }) => [
      redirect?.step === "actual"
        ? virtualHost(policy, false, [
            sendAuthorization,
            "Envoy does not rewrite the application's `Location`: take `user:password@` out of it there.",
          ])
        : virtualHost(policy, true, [
            "The filter answers preflights before the application redirects them; to a route with `redirect` or `direct_response` and to `require_tls` it does not apply: there the page must call the final URL.",
            oneLayer,
          ]),
    ],
    vary: (policy) => [
      virtualHost(
        policy,
        false,
        [
          "Envoy sends the origin that asks, if it is listed, and no `Vary`: the last lines add it to every answer of the virtual host.",
          clearCaches,
          oneLayer,
        ],
        true,
      ),
    ],
    "repair-server": (policy) => [
      virtualHost(policy, true, [
        repairFirst,
        "503 `no healthy upstream` means that no endpoint of the cluster answers.",
      ]),
    ],
  },
});

const oneLayer =
  "Only one layer may set these headers: where the application sends its own, take them out there, or leave the policy out.";

const place =
  'The lines stand in the `virtual_hosts` entry of the API. The filter must be there too: `- name: envoy.filters.http.cors` with `"@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors`, first in `http_filters`.';

function virtualHost(policy: Policy, changed: boolean, warnings: readonly string[], varies = false): Snippet {
  const { origins, credentials, methods, headers, exposed, maxAge, added } = policy;
  const newOrigin = added.origins.length > 0;
  const field = (isNew: boolean, key: string, value: string) => mark(isNew, `    ${key}: ${doubleQuoted(value)}`);
  return snippet(
    [
      "typed_per_filter_config:",
      mark(changed, "  envoy.filters.http.cors:"),
      '    "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy',
      "    allow_origin_string_match:",
      ...(origins === "*" ? ["*"] : origins).map((origin) => mark(newOrigin, `      - exact: ${doubleQuoted(origin)}`)),
      credentials && mark(added.credentials, "    allow_credentials: true"),
      field(added.methods.length > 0, "allow_methods", methods.join(", ")),
      headers.length > 0 && field(added.headers.length > 0, "allow_headers", headers.join(", ")),
      exposed.length > 0 && field(false, "expose_headers", exposed.join(", ")),
      maxAge !== null && field(false, "max_age", String(maxAge)),
      "response_headers_to_add:",
      mark(varies, "  - header:"),
      mark(varies, `      key: ${doubleQuoted("Vary")}`),
      mark(varies, `      value: ${doubleQuoted("Origin")}`),
    ],
    [...warnings, place],
  );
}
