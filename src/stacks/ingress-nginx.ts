import type { Policy } from "../remedy.ts";
import { clearCaches, notAnyOrigin, repairFirst, sendAuthorization } from "./advice.ts";
import { doubleQuoted } from "./quote.ts";
import { defineStack, mark, type Snippet, snippet } from "./stack.ts";

/** Kubernetes with the ingress-nginx controller. */
export const ingressNginx = defineStack({
  id: "ingress-nginx",
  name: "Kubernetes ingress-nginx",
  language: "yaml",
  recognize: () => undefined,
  fix: {
    grant: (policy) => [annotations(policy, false, [defaults, oneLayer, notAnyOrigin])],
    "answer-preflight": (policy) => [
      annotations(policy, true, [
        "With `enable-cors` the controller answers `OPTIONS` with 204 before `auth-url` and `auth-type`, and before the application.",
        defaults,
        oneLayer,
      ]),
    ],
    "send-once": (policy) => [
      annotations(policy, true, [
        "Then take the CORS code out of the application, and `add_header Access-Control-…` out of `configuration-snippet`: the annotations hide neither.",
      ]),
      { ...withoutAnnotations },
    ],
    "keep-on-errors": (policy) => [
      annotations(policy, true, [
        "The controller sets the headers on every status, its own 502 and 503 too; `custom-http-errors` hands errors to another backend, which must send them itself.",
        oneLayer,
      ]),
    ],
    "avoid-redirect": (policy, { redirect }) => [
      redirect?.step === "actual"
        ? annotations(policy, false, [
            sendAuthorization,
            "Take `user:password@` out of the application's `Location`, or out of the annotation that redirects.",
            oneLayer,
          ])
        : annotations(policy, true, [
            "`ssl-redirect`, which is on where the Ingress has TLS, redirects preflights too: the page must call the https URL.",
            oneLayer,
          ]),
    ],
    vary: (policy) => [
      annotations(policy, true, [
        "Where several origins are listed, the controller sends the one that asks; if its answers have no `Vary: Origin`, let the application add it.",
        clearCaches,
        oneLayer,
      ]),
    ],
    "repair-server": (policy) => [
      annotations(policy, true, [
        repairFirst,
        "502 and 503 mean that no pod of the service is ready: `kubectl get endpoints`.",
      ]),
    ],
  },
});

const defaults =
  "Each annotation is written out, because what is left out has a wide default: `cors-allow-origin` is `*`, `cors-allow-credentials` is true.";

const oneLayer =
  "Only one layer may set these headers: where the application sends its own, take them out there, or leave these annotations out.";

const place = "The annotations stand in the `metadata` of the Ingress; put them there and `kubectl apply`.";

const withoutAnnotations: Snippet = {
  title: "Or let the application do it: switch it off in the Ingress",
  ...snippet(
    ["metadata:", "  annotations:", { changed: '    nginx.ingress.kubernetes.io/enable-cors: "false"' }],
    ["The application must then allow the origin, and answer `OPTIONS`, itself: its own fix is beside this one."],
  ),
};

function annotations(policy: Policy, changed: boolean, warnings: readonly string[]): Snippet {
  const { origins, credentials, methods, headers, exposed, maxAge, added } = policy;
  const line = (isNew: boolean, name: string, value: string) =>
    mark(isNew, `    nginx.ingress.kubernetes.io/${name}: ${doubleQuoted(value)}`);
  const odd = origins === "*" ? [] : origins.filter((origin) => !/^https?:\/\/[^[]+$/.test(origin));
  return snippet(
    [
      "metadata:",
      "  annotations:",
      line(changed, "enable-cors", "true"),
      line(added.origins.length > 0, "cors-allow-origin", origins === "*" ? "*" : origins.join(", ")),
      line(added.credentials, "cors-allow-credentials", String(credentials)),
      line(added.methods.length > 0, "cors-allow-methods", methods.join(", ")),
      headers.length > 0 && line(added.headers.length > 0, "cors-allow-headers", headers.join(", ")),
      exposed.length > 0 && line(false, "cors-expose-headers", exposed.join(", ")),
      maxAge !== null && line(false, "cors-max-age", String(maxAge)),
    ],
    [
      ...warnings,
      ...(odd.length > 0
        ? [
            "The controller may refuse an origin that is not http or https, or whose host is an IPv6 address: its log says so.",
          ]
        : []),
      place,
    ],
  );
}
