import type { Policy } from "../remedy.ts";
import { translate } from "../text/translate.ts";
import { defineStack, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, repairFirst, sendAuthorization, whyNamed } from "./writing/advice.ts";
import { doubleQuoted } from "./writing/quote.ts";

/** Kubernetes with the ingress-nginx controller. */
export const ingressNginx = defineStack({
  id: "ingress-nginx",
  name: "Kubernetes ingress-nginx",
  language: "yaml",
  fix: {
    grant: (policy) => inIngress(policy, false, [defaults, oneLayer, ...whyNamed(policy)]),
    "answer-preflight": (policy) =>
      inIngress(policy, true, [
        "With `enable-cors` the controller answers preflights of the origins listed with 204, before `auth-url` and `auth-type`, and before the application.",
        defaults,
        oneLayer,
      ]),
    "send-once": (policy) => [
      ...inIngress(policy, true, [
        "The controller's values replace those of the application; then take the CORS code out of it, because an origin that is not listed still gets the application's, and take `add_header Access-Control-…` out of `configuration-snippet`, which adds a second value.",
      ]),
      ...(unnamedIn(policy).length > 0
        ? []
        : [{ ...toApplication, title: "Or let the application do it: switch it off in the Ingress" }]),
    ],
    "keep-on-errors": (policy) =>
      inIngress(policy, true, [
        "The controller sets the headers on every status, its own 502 and 503 too; `custom-http-errors` hands errors to another backend, which must send them itself.",
        oneLayer,
      ]),
    "avoid-redirect": (policy, { redirect }) =>
      redirect?.step === "actual"
        ? inIngress(policy, false, [
            sendAuthorization,
            "Take `user:password@` out of the application's `Location`, or out of the annotation that redirects.",
            oneLayer,
          ])
        : inIngress(policy, true, [
            "With `enable-cors` the controller answers preflights before `ssl-redirect`, which is on where the Ingress has TLS; that redirects the actual request as before, so the page should call the https URL.",
            oneLayer,
          ]),
    vary: (policy) =>
      inIngress(policy, true, [
        "The controller sends the origin that asks, if it is listed, and no `Vary`: let the application add `Vary: Origin` to every answer.",
        clearCaches,
        oneLayer,
      ]),
    "repair-server": (policy) =>
      inIngress(policy, true, [
        repairFirst,
        "502 and 503 mean that no pod of the service is ready: `kubectl get endpoints`.",
      ]),
  },
});

const defaults =
  "Each annotation is written out, because what is left out has a wide default: `cors-allow-origin` is `*`, `cors-allow-credentials` is true, `cors-allow-headers` names nine. Browsers keep a preflight's answer for as long as `cors-max-age` says: 20 days where it is left out.";

const oneLayer =
  "Only one layer may set these headers: where the application sends its own, take them out there, or leave these annotations out.";

const place = "The annotations stand in the `metadata` of the Ingress; put them there and `kubectl apply`.";

const toApplication = snippet(
  ["metadata:", "  annotations:", { changed: '    nginx.ingress.kubernetes.io/enable-cors: "false"' }],
  ["The application must then allow the origin, and answer `OPTIONS`, itself: its own fix is beside this one."],
);

// The values that the controller accepts. With one other value it ignores the whole annotation.
const originPattern = /^[a-z]+:\/\/[A-Za-z0-9.-]+(:[0-9]+)?$/;
const methodPattern = /^[A-Za-z]+$/;

/** The annotations, or CORS in the application where the annotations cannot name all that the policy allows. */
function inIngress(policy: Policy, changed: boolean, warnings: readonly string[]): Snippet[] {
  const unnamed = unnamedIn(policy).map((value) => `\`${value}\``);
  if (unnamed.length === 0) return [annotations(policy, changed, warnings)];
  const reason = translate`The annotations cannot name ${unnamed.join(", ")}: the controller would take none of the list, and allow its default instead, \`*\` for the origin.`;
  return [
    {
      ...toApplication,
      title: "Let the application do it: switch it off in the Ingress",
      warnings: [reason, ...toApplication.warnings],
    },
  ];
}

function annotations(policy: Policy, changed: boolean, warnings: readonly string[]): Snippet {
  const { origins, credentials, methods, exposed, maxAge, added } = policy;
  const headers = policy.headers.length > 0 ? policy.headers : ["Accept"];
  const line = (isNew: boolean, name: string, value: string) =>
    mark(isNew, `    nginx.ingress.kubernetes.io/${name}: ${doubleQuoted(value)}`);
  return snippet(
    [
      "metadata:",
      "  annotations:",
      line(changed, "enable-cors", "true"),
      line(added.origins.length > 0, "cors-allow-origin", origins === "*" ? "*" : origins.join(", ")),
      line(added.credentials, "cors-allow-credentials", String(credentials)),
      line(added.methods.length > 0, "cors-allow-methods", methods.join(", ")),
      line(added.headers.length > 0, "cors-allow-headers", headers.join(", ")),
      exposed.length > 0 && line(false, "cors-expose-headers", exposed.join(", ")),
      maxAge !== null && line(false, "cors-max-age", String(maxAge)),
    ],
    [...warnings, place],
  );
}

function unnamedIn({ origins, methods }: Policy): string[] {
  return [
    ...(origins === "*" ? [] : origins.filter((origin) => !originPattern.test(origin))),
    ...methods.filter((method) => !methodPattern.test(method)),
  ];
}
