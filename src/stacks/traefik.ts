import type { Policy } from "../remedy.ts";
import { defineStack, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, repairFirst, sendAuthorization, whyNamed } from "./writing/advice.ts";
import { yamlList } from "./writing/yaml.ts";

/** Traefik 2 and 3 with its headers middleware. */
export const traefik = defineStack({
  id: "traefik",
  name: "Traefik",
  language: "yaml",
  fix: {
    grant: (policy) => [middleware(policy, false, whyNamed(policy))],
    "answer-preflight": (policy) => [
      middleware(policy, true, [
        "The middleware answers preflights itself, with 200: first in the router's list, it does so before `basicAuth` and `forwardAuth`.",
      ]),
    ],
    "send-once": (policy) => [
      middleware(policy, true, [
        "For the origins listed it overwrites what the application sends, for others it lets that pass: take `Access-Control-…` out of the application, and out of `customResponseHeaders`.",
      ]),
    ],
    "keep-on-errors": (policy) => [
      middleware(policy, true, [
        "The headers are on error answers of the application and on Traefik's own 502; not on its 404 for a path without a router.",
      ]),
    ],
    "avoid-redirect": (policy, { redirect }) => [
      redirect?.step === "actual"
        ? middleware(policy, false, [
            sendAuthorization,
            "Traefik does not rewrite the application's `Location`: take `user:password@` out of it there.",
          ])
        : middleware(policy, true, [
            "Put it before `redirectScheme` and `redirectRegex`: they redirect the actual request as before. An entry point that redirects to https answers preflights so too: the page must call the https URL.",
          ]),
    ],
    vary: (policy) => [
      middleware(policy, true, [
        "`addVaryHeader` adds `Vary: Origin` to every answer, those to foreign origins and to none too.",
        clearCaches,
      ]),
    ],
    "repair-server": (policy) => [
      middleware(policy, true, [
        repairFirst,
        "502 means that no server of the service can be reached: compare its `url`.",
      ]),
    ],
  },
});

const place =
  "It stands in the dynamic configuration. Name it in the router, before all others: `middlewares: [cors, …]` (labels and `IngressRoute` take the same option names).";

function middleware(policy: Policy, changed: boolean, warnings: readonly string[]): Snippet {
  const { origins, credentials, methods, headers, exposed, maxAge, added } = policy;
  const list = (name: string, values: readonly string[], isNew: boolean) =>
    yamlList("        ", `accessControl${name}`, values, isNew);
  return snippet(
    [
      "http:",
      "  middlewares:",
      mark(changed, "    cors:"),
      "      headers:",
      ...list("AllowOriginList", origins === "*" ? ["*"] : origins, added.origins.length > 0),
      credentials && mark(added.credentials, "        accessControlAllowCredentials: true"),
      ...list("AllowMethods", methods, added.methods.length > 0),
      ...list("AllowHeaders", headers, added.headers.length > 0),
      ...list("ExposeHeaders", exposed, false),
      maxAge !== null && `        accessControlMaxAge: ${maxAge}`,
      origins !== "*" && mark(changed, "        addVaryHeader: true"),
    ],
    [...warnings, place],
  );
}
