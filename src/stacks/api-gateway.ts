import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, leaveOptionsOpen, sendAuthorization } from "./writing/advice.ts";
import { credentialsLine, isNamed, namesOrigins, withUnproven } from "./writing/lists.ts";
import { doubleQuoted } from "./writing/quote.ts";
import { yamlList } from "./writing/yaml.ts";

/** AWS API Gateway in a SAM template, as an HTTP API and as a REST API. */
export const apiGateway = defineStack({
  id: "api-gateway",
  name: "AWS API Gateway",
  language: "yaml",
  fix: {
    grant: (policy, context) => either(policy, context, false, {}),
    "answer-preflight": (policy, context) =>
      either(policy, context, true, {
        http: [
          leaveOptionsOpen,
          "If a `$default` or `ANY` route has an authorizer, add an `OPTIONS` route without one.",
        ],
      }),
    "send-once": (policy, context) =>
      either(policy, context, true, {
        rest: ["A REST API passes on the function's headers. Delete them from all other layers, such as CloudFront."],
      }),
    "keep-on-errors": (policy, context) => either(policy, context, true, {}),
    "avoid-redirect": (policy, context) =>
      context.redirect?.step === "actual"
        ? either(policy, context, false, {
            both: ["Remove `user:password@` from the function's `Location` header.", sendAuthorization],
          })
        : either(policy, context, true, {
            both: ["If CloudFront or a custom domain redirects, request the final URL."],
          }),
    vary: (policy, context) =>
      either(policy, context, true, {
        both: ["Send `Vary: Origin` from the function, for the caches in front of API Gateway.", clearCaches],
      }),
    "repair-server": (policy, context) =>
      either(policy, context, true, {
        both: [
          "Read the function's log in CloudWatch and repair the failure. 502 means that the function failed, and 504 that it took too long.",
          "These lines only let the page see the status.",
        ],
      }),
  },
});

interface Warnings {
  readonly both?: readonly string[];
  readonly http?: readonly string[];
  readonly rest?: readonly string[];
}

/**
 * The HTTP API and the REST API, the one that responded first. A REST API only where the policy allows one origin, because it cannot
 * name several.
 */
function either(
  policy: Policy,
  { isRestApi }: FixContext,
  changed: boolean,
  { both = [], http: ofHttp = [], rest: ofRest = [] }: Warnings,
): Snippet[] {
  const { origins } = policy;
  const [origin] = origins === "*" ? ["*"] : origins;
  const http = httpApi(policy, changed, [...both, ...ofHttp]);
  if (origin === undefined || (origins !== "*" && origins.length > 1))
    return [{ ...http, warnings: [...http.warnings, oneOriginOnly] }];
  const rest = restApi(policy, origin, changed, [...both, ...ofRest]);
  return isRestApi ? [rest, { title: "Or for an HTTP API", ...http }] : [http, { title: "Or for a REST API", ...rest }];
}

const oneOriginOnly =
  "A REST API can name only one origin. There, let the function respond to `OPTIONS`, and compare the origin with a list.";

function httpApi(given: Policy, changed: boolean, warnings: readonly string[]): Snippet {
  const policy = withUnproven(given);
  const { form, origins, methods, headers, exposed, maxAge, added } = policy;
  const isChange = form === "change";
  const list = (key: string, values: readonly string[], isNew: boolean) =>
    yamlList("        ", key, values, isNew, isChange);
  return snippet(
    [
      isChange && "# In the template's HTTP API; keep its other properties and entries:",
      "Resources:",
      "  YourApi:",
      "    Type: AWS::Serverless::HttpApi",
      "    Properties:",
      mark(changed, "      CorsConfiguration:"),
      ...(namesOrigins(policy)
        ? list("AllowOrigins", origins === "*" ? ["*"] : origins, added.origins.length > 0)
        : []),
      credentialsLine(policy, "        AllowCredentials: true", "#"),
      ...(isNamed(policy, "methods") ? list("AllowMethods", methods, added.methods.length > 0) : []),
      ...(isNamed(policy, "headers") ? list("AllowHeaders", headers, added.headers.length > 0) : []),
      ...(isNamed(policy, "exposed") ? list("ExposeHeaders", exposed, added.exposed.length > 0) : []),
      maxAge !== null && !isChange && `        MaxAge: ${maxAge}`,
    ],
    [...warnings, "Deploy the template: `sam deploy`."],
  );
}

function restApi(given: Policy, origin: string, changed: boolean, warnings: readonly string[]): Snippet {
  const policy = withUnproven(given);
  const { form, credentials, methods, headers, exposed, maxAge, added } = policy;
  // API Gateway takes a header's value in single quotes, within YAML's own.
  const quotedTwice = (value: string) => doubleQuoted(`'${value}'`);
  const isChange = form === "change";
  const newOrigin = added.origins.length > 0;
  const errorHeaders: Line[] = [
    mark(changed || newOrigin, `              Access-Control-Allow-Origin: ${quotedTwice(origin)}`),
    credentials &&
      mark(changed || added.credentials, `              Access-Control-Allow-Credentials: ${quotedTwice("true")}`),
    exposed.length > 0 &&
      mark(added.exposed.length > 0, `              Access-Control-Expose-Headers: ${quotedTwice(exposed.join(", "))}`),
  ];
  return snippet(
    [
      isChange && "# In the template's REST API; keep its other properties and entries:",
      "Resources:",
      "  YourApi:",
      "    Type: AWS::Serverless::Api",
      "    Properties:",
      !isChange && "      StageName: prod",
      mark(changed, "      Cors:"),
      mark(newOrigin, `        AllowOrigin: ${quotedTwice(origin)}`),
      credentialsLine({ ...policy, form: "exact" }, "        AllowCredentials: true", "#"),
      mark(added.methods.length > 0, `        AllowMethods: ${quotedTwice(methods.join(", "))}`),
      headers.length > 0 && mark(added.headers.length > 0, `        AllowHeaders: ${quotedTwice(headers.join(", "))}`),
      maxAge !== null && !isChange && `        MaxAge: ${quotedTwice(String(maxAge))}`,
      ...(isChange && !changed
        ? []
        : [
            "      Auth:",
            mark(changed, "        AddDefaultAuthorizerToCorsPreflight: false"),
            mark(changed, "        AddApiKeyRequiredToCorsPreflight: false"),
          ]),
      "      GatewayResponses:",
      ...["DEFAULT_4XX", "DEFAULT_5XX"].flatMap((type): Line[] => [
        `        ${type}:`,
        "          ResponseParameters:",
        "            Headers:",
        ...errorHeaders,
      ]),
    ],
    [
      ...warnings,
      "`Cors` covers preflights only. With a Lambda proxy integration, send the same headers from the function.",
    ],
  );
}
