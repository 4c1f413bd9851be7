import type { Policy } from "../remedy.ts";
import { defineStack, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, repairFirst, sendAuthorization } from "./writing/advice.ts";
import { credentialsLine, isNamed, namesOrigins, withUnproven } from "./writing/lists.ts";
import { yamlList } from "./writing/yaml.ts";

/** Traefik 2 and 3 with its headers middleware. */
export const traefik = defineStack({
  id: "traefik",
  name: "Traefik",
  language: "yaml",
  fix: {
    grant: (policy) => [middleware(policy, false, [])],
    "answer-preflight": (policy) => [middleware(policy, true, [])],
    "send-once": (policy) => [
      middleware(policy, true, [
        "Delete `Access-Control-…` headers from the application, and from `customResponseHeaders`.",
      ]),
    ],
    "keep-on-errors": (policy) => [
      middleware(policy, true, [
        "Traefik's 404 for a path without a router still lacks these headers. Add a router for the path.",
      ]),
    ],
    "avoid-redirect": (policy, { redirect }) => [
      redirect?.step === "actual"
        ? middleware(policy, false, [
            sendAuthorization,
            "Remove `user:password@` from the application's `Location` header. Traefik does not rewrite the header.",
          ])
        : middleware(policy, true, ["If the entry point redirects to https, request the https URL."]),
    ],
    vary: (policy) => [middleware(policy, true, [clearCaches])],
    "repair-server": (policy) => [
      middleware(policy, true, [
        repairFirst,
        "502 means that Traefik cannot reach the service. Compare the `url` with the address that the service listens on.",
      ]),
    ],
  },
});

const place = "Put the code into the dynamic configuration. Labels and `IngressRoute` have the same options.";

const firstInRouter = "Name the middleware first in the router: `middlewares: [cors, …]`.";

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
    [...warnings, ...(isChange ? [] : [place]), ...(isChange && !changed ? [] : [firstInRouter])],
  );
}
