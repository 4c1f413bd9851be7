import type { Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, repairFirst, sendAuthorization, whyNamed } from "./writing/advice.ts";
import { credentialsLine, isNamed, keepOthers, namesOrigins, withUnproven } from "./writing/lists.ts";
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
        "The gateway responds to preflights of the listed origins after its `AuthorizationPolicy`. Let `OPTIONS` pass there.",
        "The route must match `OPTIONS`. A `match` with `method: GET` does not.",
        oneLayer,
      ]),
    ],
    "send-once": (policy) => [
      route(policy, true, [
        "Delete the application's CORS code, and `Access-Control-…` from `headers.response` of every route that leads to it.",
      ]),
    ],
    "keep-on-errors": (policy) => [
      route(policy, true, [
        "Envoy adds the headers to the application's error responses and to its own 503.",
        oneLayer,
      ]),
    ],
    "avoid-redirect": (policy, { redirect }) => [
      redirect?.step === "actual"
        ? route(policy, false, [
            sendAuthorization,
            "Istio does not rewrite the application's `Location`. Remove `user:password@` from it there.",
          ])
        : route(policy, true, [
            "`httpsRedirect` of a Gateway and a `redirect` of the route redirect preflights too. Request the final URL.",
            oneLayer,
          ]),
    ],
    vary: (policy) => [
      route(
        policy,
        false,
        ["Envoy sends no `Vary` itself. The last lines add it to every response of the route.", clearCaches, oneLayer],
        true,
      ),
    ],
    "repair-server": (policy) => [
      route(policy, true, [
        repairFirst,
        "503 with `x-envoy-…` headers means that no pod of the service is ready. See `kubectl get endpoints`.",
      ]),
    ],
  },
});

const oneLayer =
  "Only one layer may set these headers. If the application sets them, change them there, and leave `corsPolicy` out.";

const place =
  "Put the lines into each `http` route of the VirtualService that leads to the application, beside its `match` and `route`.";

function route(given: Policy, changed: boolean, warnings: readonly string[], varies = false): Snippet {
  const policy = withUnproven(given);
  const { form, origins, methods, headers, exposed, maxAge, added } = policy;
  const isChange = form === "change";
  const list = (key: string, values: readonly string[], isNew: boolean) => yamlList("  ", key, values, isNew, isChange);
  const allowed: Line[] = [
    isChange ? `  allowOrigins: # ${keepOthers}` : "  allowOrigins:",
    ...(origins === "*" ? ["*"] : origins).map((origin) =>
      mark(added.origins.includes(origin), `    - exact: ${doubleQuoted(origin)}`),
    ),
  ];
  const vary: Line[] = ["headers:", "  response:", "    add:", mark(varies, `      Vary: ${doubleQuoted("Origin")}`)];
  return snippet(
    [
      isChange && "# In the route's corsPolicy; keep its other options and entries:",
      mark(changed, "corsPolicy:"),
      ...(namesOrigins(policy) ? allowed : []),
      credentialsLine(policy, "  allowCredentials: true", "#"),
      ...(isNamed(policy, "methods") ? list("allowMethods", methods, added.methods.length > 0) : []),
      ...(isNamed(policy, "headers") ? list("allowHeaders", headers, added.headers.length > 0) : []),
      ...(isNamed(policy, "exposed") ? list("exposeHeaders", exposed, added.exposed.length > 0) : []),
      maxAge !== null && !isChange && `  maxAge: ${doubleQuoted(`${maxAge}s`)}`,
      ...(isChange && !varies ? [] : vary),
    ],
    [...warnings, place],
  );
}
