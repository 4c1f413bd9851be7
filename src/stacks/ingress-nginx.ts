import type { Policy } from "../remedy.ts";
import { translate } from "../text/translate.ts";
import { defineStack, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, repairFirst, sendAuthorization, whyNamed } from "./writing/advice.ts";
import { isNamed, listLine, namesOrigins, unprovenLine } from "./writing/lists.ts";
import { doubleQuoted } from "./writing/quote.ts";

/** Kubernetes with the ingress-nginx controller. */
export const ingressNginx = defineStack({
  id: "ingress-nginx",
  name: "Kubernetes ingress-nginx",
  language: "yaml",
  fix: {
    grant: (policy) => inIngress(policy, false, [oneLayer, ...whyNamed(policy)]),
    "answer-preflight": (policy) =>
      inIngress(policy, true, [
        "With `enable-cors`, the controller responds to preflights of the listed origins before `auth-url`, `auth-type` and the application.",
        oneLayer,
      ]),
    "send-once": (policy) => [
      ...inIngress(policy, true, [
        "Delete the application's CORS code, and `add_header Access-Control-…` from `configuration-snippet`.",
      ]),
      ...(unnamedIn(policy).length > 0
        ? []
        : [{ ...toApplication, title: "Or let the application send the headers: turn CORS off in the Ingress" }]),
    ],
    "keep-on-errors": (policy) =>
      inIngress(policy, true, [
        "The controller sends the headers with every status. With `custom-http-errors`, the other backend must send them itself.",
        oneLayer,
      ]),
    "avoid-redirect": (policy, { redirect }) =>
      redirect?.step === "actual"
        ? inIngress(policy, false, [
            sendAuthorization,
            "Remove `user:password@` from the application's `Location`, or from the annotation that redirects.",
            oneLayer,
          ])
        : inIngress(policy, true, [
            "With `enable-cors`, the controller responds to preflights before `ssl-redirect`. The actual request is redirected as before, so request the https URL.",
            oneLayer,
          ]),
    vary: (policy) =>
      inIngress(policy, true, [
        "The controller sends no `Vary`. Let the application send `Vary: Origin` with every response.",
        clearCaches,
        oneLayer,
      ]),
    "repair-server": (policy) =>
      inIngress(policy, true, [
        repairFirst,
        "502 and 503 mean that no pod of the service is ready. See `kubectl get endpoints`.",
      ]),
  },
});

/** What the controller allows where an annotation is left out. */
const defaultMethods = ["GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS"];
const defaultHeaders = [
  ...["DNT", "Keep-Alive", "User-Agent", "X-Requested-With", "If-Modified-Since"],
  ...["Cache-Control", "Content-Type", "Range", "Authorization"],
];

const oneLayer =
  "Only one layer may set these headers. If the application sets them, change them there, and leave these annotations out.";

const place = "Put the annotations into the `metadata` of the Ingress, and run `kubectl apply`.";

const toApplication = snippet(
  ["metadata:", "  annotations:", { changed: '    nginx.ingress.kubernetes.io/enable-cors: "false"' }],
  ["The application must then allow the origin and respond to `OPTIONS` itself. See the fix for its framework."],
);

// The values that the controller accepts. With one other value it ignores the whole annotation.
const originPattern = /^[a-z]+:\/\/[A-Za-z0-9.-]+(:[0-9]+)?$/;
const methodPattern = /^[A-Za-z]+$/;

/** The annotations, or CORS in the application where the annotations cannot name all that the policy allows. */
function inIngress(policy: Policy, changed: boolean, warnings: readonly string[]): Snippet[] {
  const unnamed = unnamedIn(policy).map((value) => `\`${value}\``);
  if (unnamed.length === 0) return [annotations(policy, changed, warnings)];
  const reason = translate`The annotations cannot name ${unnamed.join(", ")}: the controller would ignore the whole list, and allow \`*\` instead.`;
  return [
    {
      ...toApplication,
      title: "Let the application send the headers: turn CORS off in the Ingress",
      warnings: [reason, ...toApplication.warnings],
    },
  ];
}

function annotations(policy: Policy, changed: boolean, warnings: readonly string[]): Snippet {
  const { form, origins, credentials, maybeCredentials, methods, headers, exposed, maxAge, added } = policy;
  const isChange = form === "change";
  const beyond = {
    methods: methods.filter((name) => !defaultMethods.includes(name)),
    headers: headers.filter((name) => !defaultHeaders.some((one) => one.toLowerCase() === name.toLowerCase())),
  };
  // A new list holds the controller's defaults too, because it replaces them.
  const written =
    form === "new"
      ? { methods: [...defaultMethods, ...beyond.methods], headers: [...defaultHeaders, ...beyond.headers] }
      : { methods, headers: headers.length > 0 ? headers : ["Accept"] };
  const shows = (list: "methods" | "headers") =>
    form === "new" ? beyond[list].length > 0 : form === "exact" || isNamed(policy, list);
  const text = (name: string, value: string) => `    nginx.ingress.kubernetes.io/${name}: ${doubleQuoted(value)}`;
  const line = (isNew: boolean, name: string, value: string) => mark(isNew, text(name, value));
  const list = (isNew: boolean, name: string, values: readonly string[]) =>
    listLine(policy, isNew, text(name, values.join(", ")), "#");
  return snippet(
    [
      isChange && "# In the Ingress; keep its other annotations and entries:",
      "metadata:",
      "  annotations:",
      (!isChange || changed) && line(changed, "enable-cors", "true"),
      namesOrigins(policy) && list(added.origins.length > 0, "cors-allow-origin", origins === "*" ? ["*"] : origins),
      maybeCredentials && '    # "true" if the page sends cookies; the default is "true" too:',
      (!isChange || added.credentials || maybeCredentials) &&
        line(added.credentials, "cors-allow-credentials", String(credentials)),
      shows("methods") && list(added.methods.length > 0, "cors-allow-methods", written.methods),
      unprovenLine(policy, "methods", text("cors-allow-methods", methods.join(", ")), "#"),
      shows("headers") && list(added.headers.length > 0, "cors-allow-headers", written.headers),
      unprovenLine(policy, "headers", text("cors-allow-headers", headers.join(", ")), "#"),
      isNamed(policy, "exposed") && list(added.exposed.length > 0, "cors-expose-headers", exposed),
      maxAge !== null && !isChange && line(false, "cors-max-age", String(maxAge)),
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
