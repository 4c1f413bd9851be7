import type { Policy } from "../remedy.ts";
import { defineStack, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, repairFirst, sendAuthorization, whyNamed } from "./writing/advice.ts";
import { credentialsLine, isNamed, namesOrigins, withUnproven } from "./writing/lists.ts";
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
        "The first middleware of the router responds to preflights before `basicAuth` and `forwardAuth`.",
      ]),
    ],
    "send-once": (policy) => [
      middleware(policy, true, [
        "Delete `Access-Control-…` headers from the application, and from `customResponseHeaders`.",
      ]),
    ],
    "keep-on-errors": (policy) => [
      middleware(policy, true, [
        "Traefik adds the headers to the application's error responses and to its own 502, but not to its 404 for a path without a router.",
      ]),
    ],
    "avoid-redirect": (policy, { redirect }) => [
      redirect?.step === "actual"
        ? middleware(policy, false, [
            sendAuthorization,
            "Traefik does not rewrite the application's `Location`. Remove `user:password@` from it there.",
          ])
        : middleware(policy, true, [
            "Put the middleware before `redirectScheme` and `redirectRegex`. If the entry point redirects to https, request the https URL.",
          ]),
    ],
    vary: (policy) => [
      middleware(policy, true, ["`addVaryHeader` adds `Vary: Origin` to every response.", clearCaches]),
    ],
    "repair-server": (policy) => [
      middleware(policy, true, [
        repairFirst,
        "502 means that Traefik cannot reach the service. Compare its `url` with the address that it listens on.",
      ]),
    ],
  },
});

const place =
  "Put the middleware into the dynamic configuration, and name it first in the router: `middlewares: [cors, …]`. Labels and `IngressRoute` have the same options.";

function middleware(given: Policy, changed: boolean, warnings: readonly string[]): Snippet {
  const policy = withUnproven(given);
  const { form, origins, methods, headers, exposed, maxAge, added } = policy;
  const isChange = form === "change";
  const list = (name: string, values: readonly string[], isNew: boolean) =>
    yamlList("        ", `accessControl${name}`, values, isNew, isChange);
  return snippet(
    [
      isChange && "# In the app's headers middleware; keep its other options and entries:",
      "http:",
      "  middlewares:",
      mark(changed, "    cors:"),
      "      headers:",
      ...(namesOrigins(policy)
        ? list("AllowOriginList", origins === "*" ? ["*"] : origins, added.origins.length > 0)
        : []),
      credentialsLine(policy, "        accessControlAllowCredentials: true", "#"),
      ...(isNamed(policy, "methods") ? list("AllowMethods", methods, added.methods.length > 0) : []),
      ...(isNamed(policy, "headers") ? list("AllowHeaders", headers, added.headers.length > 0) : []),
      ...(isNamed(policy, "exposed") ? list("ExposeHeaders", exposed, added.exposed.length > 0) : []),
      maxAge !== null && !isChange && `        accessControlMaxAge: ${maxAge}`,
      origins !== "*" && (!isChange || changed) && mark(changed, "        addVaryHeader: true"),
    ],
    [...warnings, place],
  );
}
