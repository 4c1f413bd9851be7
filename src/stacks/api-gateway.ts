import type { Policy } from "../remedy.ts";
import { translate } from "../text/translate.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, repairFirst, sendAuthorization, whyNamed } from "./writing/advice.ts";
import { doubleQuoted } from "./writing/quote.ts";
import { yamlList } from "./writing/yaml.ts";

/** AWS API Gateway in a SAM template, as an HTTP API and as a REST API. */
export const apiGateway = defineStack({
  id: "api-gateway",
  name: "AWS API Gateway",
  language: "yaml",
  fix: {
    grant: (policy) => either(policy, false, whyNamed(policy)),
    "answer-preflight": (policy) =>
      either(policy, true, [
        "No authorizer may guard `OPTIONS`: browsers send preflights without credentials. A `$default` or `ANY` route with an authorizer needs an `OPTIONS` route without one beside it.",
      ]),
    "send-once": (policy) =>
      either(policy, true, [
        "An HTTP API with this configuration ignores the CORS headers of the Lambda function; a REST API passes them through, so that there the function alone should set them on its own answers.",
      ]),
    "keep-on-errors": (policy) =>
      either(policy, true, [
        "A REST API's own 401, 403, 429 and 504 take their headers from `GatewayResponses`. An HTTP API adds its headers to what the function answers; of its own errors AWS does not say so: try one.",
      ]),
    "avoid-redirect": (policy, { redirect }) =>
      either(policy, redirect?.step !== "actual", [
        redirect?.step === "actual"
          ? translate`${translate(sendAuthorization)} Take \`user:password@\` out of the \`Location\` that the function answers with.`
          : "API Gateway answers preflights before the integration, and so before a redirect that the function answers with; a redirect of CloudFront or a custom domain needs the page to call the final URL.",
      ]),
    vary: (policy) =>
      either(policy, true, [
        "An HTTP API chooses among the origins: let the function answer with `Vary: Origin`, for the caches in front.",
        clearCaches,
      ]),
    "repair-server": (policy) =>
      either(policy, true, [
        repairFirst,
        "502 means that the function failed or answered in another form; 504 that it took too long: read its CloudWatch log.",
      ]),
  },
});

/** The HTTP API; and the REST API where the policy allows one origin, because a REST API cannot name several. */
function either(policy: Policy, changed: boolean, warnings: readonly string[]): Snippet[] {
  const { origins } = policy;
  const [origin] = origins === "*" ? ["*"] : origins;
  const http = httpApi(policy, changed, warnings);
  return origin !== undefined && (origins === "*" || origins.length === 1)
    ? [http, restApi(policy, origin, changed, warnings)]
    : [{ ...http, warnings: [...http.warnings, oneOriginOnly] }];
}

const oneOriginOnly =
  "A REST API can name one origin only: for several, let the function answer `OPTIONS` too, and compare the origin with a list.";

function httpApi(policy: Policy, changed: boolean, warnings: readonly string[]): Snippet {
  const { origins, credentials, methods, headers, exposed, maxAge, added } = policy;
  const list = (key: string, values: readonly string[], isNew: boolean) => yamlList("        ", key, values, isNew);
  return snippet(
    [
      "Resources:",
      "  YourApi:",
      "    Type: AWS::Serverless::HttpApi",
      "    Properties:",
      mark(changed, "      CorsConfiguration:"),
      ...list("AllowOrigins", origins === "*" ? ["*"] : origins, added.origins.length > 0),
      credentials && mark(added.credentials, "        AllowCredentials: true"),
      ...list("AllowMethods", methods, added.methods.length > 0),
      ...list("AllowHeaders", headers, added.headers.length > 0),
      ...list("ExposeHeaders", exposed, false),
      maxAge !== null && `        MaxAge: ${maxAge}`,
    ],
    [...warnings, "`CorsConfiguration` goes to the API that the template has; deploy it: `sam deploy`."],
  );
}

function restApi(policy: Policy, origin: string, changed: boolean, warnings: readonly string[]): Snippet {
  const { credentials, methods, headers, exposed, maxAge, added } = policy;
  // API Gateway takes a header's value in single quotes, within YAML's own.
  const quotedTwice = (value: string) => doubleQuoted(`'${value}'`);
  const newOrigin = added.origins.length > 0;
  const errorHeaders: Line[] = [
    mark(changed || newOrigin, `              Access-Control-Allow-Origin: ${quotedTwice(origin)}`),
    credentials &&
      mark(changed || added.credentials, `              Access-Control-Allow-Credentials: ${quotedTwice("true")}`),
    exposed.length > 0 && `              Access-Control-Expose-Headers: ${quotedTwice(exposed.join(", "))}`,
  ];
  return {
    title: "Or, for a REST API",
    ...snippet(
      [
        "Resources:",
        "  YourApi:",
        "    Type: AWS::Serverless::Api",
        "    Properties:",
        "      StageName: prod",
        mark(changed, "      Cors:"),
        mark(newOrigin, `        AllowOrigin: ${quotedTwice(origin)}`),
        credentials && mark(added.credentials, "        AllowCredentials: true"),
        mark(added.methods.length > 0, `        AllowMethods: ${quotedTwice(methods.join(", "))}`),
        headers.length > 0 &&
          mark(added.headers.length > 0, `        AllowHeaders: ${quotedTwice(headers.join(", "))}`),
        maxAge !== null && `        MaxAge: ${quotedTwice(String(maxAge))}`,
        "      Auth:",
        mark(changed, "        AddDefaultAuthorizerToCorsPreflight: false"),
        mark(changed, "        AddApiKeyRequiredToCorsPreflight: false"),
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
        "`Cors` answers preflights only: with a Lambda proxy integration the function must put the same headers on its own answers.",
      ],
    ),
  };
}
