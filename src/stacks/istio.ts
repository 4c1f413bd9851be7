import type { Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { changeApplicationInstead, clearCaches, repairFirst, sendAuthorization } from "./writing/advice.ts";
import { credentialsLine, isNamed, keepOthers, namesOrigins, withUnproven } from "./writing/lists.ts";
import { doubleQuoted } from "./writing/quote.ts";
import { yamlList } from "./writing/yaml.ts";

/** Istio with a route of a VirtualService. */
export const istio = defineStack({
  id: "istio",
  name: "Istio",
  language: "yaml",
  fix: {
    grant: (policy) => [route(policy, false, [changeApplicationInstead])],
    "answer-preflight": (policy) => [
      route(policy, true, [
        "Let `OPTIONS` pass in the gateway's `AuthorizationPolicy`, which runs before `corsPolicy`.",
        "Let the route match `OPTIONS`. A `match` with `method: GET` does not match preflights.",
        changeApplicationInstead,
      ]),
    ],
    "send-once": (policy) => [
      route(policy, true, [
        "Delete the application's CORS code, and `Access-Control-…` from `headers.response` of every route that leads to it.",
      ]),
    ],
    "keep-on-errors": (policy) => [route(policy, true, [changeApplicationInstead])],
    "avoid-redirect": (policy, { redirect }) => [
      redirect?.step === "actual"
        ? route(policy, false, [
            sendAuthorization,
            "Remove `user:password@` from the application's `Location` header. Istio does not rewrite the header.",
          ])
        : route(policy, true, [
            "If `httpsRedirect` of the Gateway or a `redirect` of the route redirects, request the final URL.",
            changeApplicationInstead,
          ]),
    ],
    vary: (policy) => [route(policy, false, [clearCaches, changeApplicationInstead], true)],
    "repair-server": (policy) => [
      route(policy, true, [
        repairFirst,
        "503 with `x-envoy-…` headers means that no pod of the service is ready. Run `kubectl get endpoints`.",
      ]),
    ],
  },
});

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
