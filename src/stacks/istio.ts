import type { Policy } from "../remedy.ts";
import { defineStack, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, repairFirst, sendAuthorization, whyNamed } from "./writing/advice.ts";
import { doubleQuoted } from "./writing/quote.ts";
import { yamlList } from "./writing/yaml.ts";

/** Istio with a route of a VirtualService. */
export const istio = defineStack({
  id: "istio",
  name: "Istio",
  language: "yaml",
  fix: {
    grant: (policy) => [route(policy, false, [...whyNamed(policy), oneLayer])],
    "answer-preflight": (policy) => [
      route(policy, true, [
        "The gateway answers preflights of the origins listed itself, after its `AuthorizationPolicy`, which must let `OPTIONS` pass; `RequestAuthentication` does.",
        "The route must match `OPTIONS`: a `match` with `method: GET` hides it.",
        oneLayer,
      ]),
    ],
    "send-once": (policy) => [
      route(policy, true, [
        "Take the CORS code out of the application, and `Access-Control-…` out of `headers.response`, of every route that leads to it.",
      ]),
    ],
    "keep-on-errors": (policy) => [
      route(policy, true, ["Envoy adds the headers to error answers of the application and to its own 503.", oneLayer]),
    ],
    "avoid-redirect": (policy, { redirect }) => [
      redirect?.step === "actual"
        ? route(policy, false, [
            sendAuthorization,
            "Istio does not rewrite the application's `Location`: take `user:password@` out of it there.",
          ])
        : route(policy, true, [
            "`httpsRedirect` of a Gateway and a `redirect` of the route answer preflights too: the page must call the final URL.",
            oneLayer,
          ]),
    ],
    vary: (policy) => [
      route(
        policy,
        false,
        [
          "Envoy sends the origin that asks, if it is listed, and no `Vary`: the last lines add it to every answer of the route.",
          clearCaches,
          oneLayer,
        ],
        true,
      ),
    ],
    "repair-server": (policy) => [
      route(policy, true, [
        repairFirst,
        "503 with `x-envoy-…` headers means that no pod of the service is ready: `kubectl get endpoints`.",
      ]),
    ],
  },
});

const oneLayer =
  "Only one layer may set these headers: where the application sends its own, take them out there, or leave `corsPolicy` out.";

const place =
  "`corsPolicy` and `headers` stand in each `http` route of the VirtualService that leads to the application, beside its `match` and `route`.";

function route(policy: Policy, changed: boolean, warnings: readonly string[], varies = false): Snippet {
  const { origins, credentials, methods, headers, exposed, maxAge, added } = policy;
  const newOrigin = added.origins.length > 0;
  const list = (key: string, values: readonly string[], isNew: boolean) => yamlList("  ", key, values, isNew);
  return snippet(
    [
      mark(changed, "corsPolicy:"),
      "  allowOrigins:",
      ...(origins === "*" ? ["*"] : origins).map((origin) => mark(newOrigin, `    - exact: ${doubleQuoted(origin)}`)),
      credentials && mark(added.credentials, "  allowCredentials: true"),
      ...list("allowMethods", methods, added.methods.length > 0),
      ...list("allowHeaders", headers, added.headers.length > 0),
      ...list("exposeHeaders", exposed, false),
      maxAge !== null && `  maxAge: ${doubleQuoted(`${maxAge}s`)}`,
      "headers:",
      "  response:",
      "    add:",
      mark(varies, `      Vary: ${doubleQuoted("Origin")}`),
    ],
    [...warnings, place],
  );
}
