import type { Policy } from "../remedy.ts";
import { translate } from "../text/translate.ts";
import { defineStack, mark, type Snippet, snippet } from "./stack.ts";
import { changeApplicationInstead, clearCaches, repairFirst, sendAuthorization } from "./writing/advice.ts";
import { isNamed, listLine, namesOrigins, unprovenLine } from "./writing/lists.ts";
import { doubleQuoted } from "./writing/quote.ts";

/** Kubernetes with the ingress-nginx controller. */
export const ingressNginx = defineStack({
  id: "ingress-nginx",
  name: "Kubernetes ingress-nginx",
  language: "yaml",
  fix: {
    grant: (policy) => inIngress(policy, false, [changeApplicationInstead]),
    "answer-preflight": (policy) => inIngress(policy, true, [changeApplicationInstead]),
    "send-once": (policy) => [
      ...inIngress(policy, true, [
        "Delete the application's CORS code, and `add_header Access-Control-…` from `configuration-snippet`.",
      ]),
      ...(unnamedIn(policy).length > 0
        ? []
        : [{ ...toApplication, title: "Or turn CORS off in the Ingress, and let the application send the headers" }]),
    ],
    "keep-on-errors": (policy) =>
      inIngress(policy, true, [
        "With `custom-http-errors`, also send these headers from the backend for errors.",
        changeApplicationInstead,
      ]),
    "avoid-redirect": (policy, { redirect }) =>
      redirect?.step === "actual"
        ? inIngress(policy, false, [
            sendAuthorization,
            "Remove `user:password@` from the application's `Location` header, or from the annotation that redirects.",
            changeApplicationInstead,
          ])
        : inIngress(policy, true, [
            "If `ssl-redirect` causes the redirect, request the https URL.",
            changeApplicationInstead,
          ]),
    vary: (policy) =>
      inIngress(policy, true, [
        "Let the application send `Vary: Origin` with every response. The controller sends none.",
        clearCaches,
        changeApplicationInstead,
      ]),
    "repair-server": (policy) =>
      inIngress(policy, true, [
        repairFirst,
        "502 and 503 mean that no pod of the service is ready. Run `kubectl get endpoints`.",
      ]),
  },
});

/** What the controller allows where an annotation is left out. */
const defaultMethods = ["GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS"];
const defaultHeaders = [
  ...["DNT", "Keep-Alive", "User-Agent", "X-Requested-With", "If-Modified-Since"],
  ...["Cache-Control", "Content-Type", "Range", "Authorization"],
];

const place = "Apply the Ingress with `kubectl apply`.";

const toApplication = snippet(
  ["metadata:", "  annotations:", { changed: '    nginx.ingress.kubernetes.io/enable-cors: "false"' }],
  ["Allow the origin in the application, and respond to `OPTIONS` there. See the fix for the application's framework."],
);

// The values that the controller accepts. With one other value it ignores the whole annotation.
const originPattern = /^[a-z]+:\/\/[A-Za-z0-9.-]+(:[0-9]+)?$/;
const methodPattern = /^[A-Za-z]+$/;

/** The annotations, or CORS in the application where the annotations cannot name all that the policy allows. */
function inIngress(policy: Policy, changed: boolean, warnings: readonly string[]): Snippet[] {
  const unnamed = unnamedIn(policy).map((value) => `\`${value}\``);
  if (unnamed.length === 0) return [annotations(policy, changed, warnings)];
  const reason = translate`The annotations cannot name ${unnamed.join(", ")}. The controller would ignore the whole list, and allow \`*\` instead.`;
  return [
    {
      ...toApplication,
      title: "Turn CORS off in the Ingress, and let the application send the headers",
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
