import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { leaveOptionsOpen, sendAuthorization } from "./writing/advice.ts";
import { clearPlatformCache } from "./writing/fetch-handler.ts";
import { asWhole } from "./writing/grant-headers.ts";
import { addsToLists, allowedOriginsLines, grantStatements, headerStatements } from "./writing/js-headers.ts";
import { jsString } from "./writing/quote.ts";

/**
 * AWS Lambda on Node, for a function that sends the headers itself: behind a REST API, which passes them on unchanged, or
 * behind an HTTP API or a function URL that has no CORS settings. An HTTP API with CORS settings ignores the function's
 * headers. The code reads both formats of API Gateway's events.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
export const awsLambda = defineStack({
  id: "aws-lambda",
  name: "AWS Lambda",
  language: "javascript",
  staysOpen: true,
  fix: {
    grant: (policy, context) => [
      lambda(policy, context, [], [...(policy.form === "change" ? [] : [gatewayPassesOptions]), oneLayer]),
    ],
    "answer-preflight": (policy, context) => [
      lambda(policy, context, ["preflight"], [gatewayPassesOptions, leaveOptionsOpen, oneLayer]),
    ],
    "send-once": (policy, context) => [
      lambda(
        policy,
        context,
        ["origin", "alone"],
        [
          oneLayer,
          "Delete the `Access-Control-…` headers in `multiValueHeaders`. This code replaces only those in `headers`.",
        ],
      ),
    ],
    "keep-on-errors": (policy, context) => [
      lambda(
        policy,
        context,
        ["errors"],
        [
          "For a timeout or a lack of memory, set the headers in `GatewayResponses` of the REST API. This code does not run then.",
        ],
      ),
    ],
    "avoid-redirect": (policy, context) => [
      context.redirect?.step === "actual"
        ? lambda(policy, context, [], [sendAuthorization])
        : lambda(policy, context, ["preflight"], [gatewayPassesOptions]),
    ],
    vary: (policy, context) => [lambda(policy, context, ["vary"], [clearPlatformCache])],
    "repair-server": (policy, context) => [
      lambda(
        policy,
        context,
        ["errors"],
        ["Read the function's log in CloudWatch and repair the failure. This code only lets the page see the status."],
      ),
    ],
  },
});

const gatewayPassesOptions =
  "Let API Gateway send `OPTIONS` to the function, with an `ANY` or `OPTIONS` method of the route.";
const oneLayer = "If the HTTP API or the function URL has CORS settings, change those instead, or delete them.";

type Part = "preflight" | "origin" | "vary" | "alone" | "errors";

/** The wrapper; `changes` names the parts that differ from today's code even if the policy adds nothing. */
function lambda(policy: Policy, context: FixContext, changes: readonly Part[], warnings: readonly string[]): Snippet {
  if (addsToLists(policy, changes) && context.redirect?.step !== "actual") {
    return snippet(
      [
        "// Where the function sets the CORS headers; keep the other entries:",
        ...headerStatements(policy, { call: "headers.set", indent: "" }),
      ],
      warnings,
    );
  }
  const lines: Line[] = [
    policy.form === "change" &&
      "// In place of the function's lines that set these headers and respond to OPTIONS; keep their entries:",
    ...allowedOriginsLines(policy),
    "function withCors(handler«: (event: any, context: any) => any») {",
    "  return async (event«: any», context«: any») => {",
    "    // An HTTP API and a function URL send another event than a REST API.",
    "    const method = event.requestContext.http?.method ?? event.httpMethod;",
    "    const sent = new Headers(event.headers ?? {});",
    "    const preflight = method === 'OPTIONS' && sent.has('Access-Control-Request-Method');",
    ...respondLines(context, changes),
    "    const headers = new Headers(response.headers);",
    changes.includes("alone") && { changed: "    headers.delete('Access-Control-Allow-Origin');" },
    ...grantedLines(asWhole(policy), changes),
    "    return { ...response, headers: Object.fromEntries(headers) };",
    "  };",
    "}",
    "",
    "// `handle(event, context)` is your present handler.",
    "export const handler = withCors(handle);",
  ];
  return snippet(lines, warnings);
}

/** The call of the handler; API Gateway takes a result without `statusCode` as the body of a JSON response. */
function respondLines({ redirect }: FixContext, changes: readonly Part[]): Line[] {
  const actual = redirect?.step === "actual" ? redirect : null;
  const caught = changes.includes("errors");
  return [
    "    const respond = async () => {",
    mark(changes.includes("preflight"), "      if (preflight) return { statusCode: 204 };"),
    ...(actual
      ? [
          "      // In place of the redirect that names `user:password@`.",
          { changed: `      if ((event.rawPath ?? event.requestContext.path) === ${jsString(actual.path)}) {` },
          { changed: `        return { statusCode: 307, headers: { Location: ${jsString(actual.target)} } };` },
          { changed: "      }" },
        ]
      : []),
    "      const result = await handler(event, context);",
    "      if (result?.statusCode) return result;",
    "      return { statusCode: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(result) };",
    "    };",
    mark(caught, "    const response = await respond().catch((error) => {"),
    mark(caught, "      console.error(error);"),
    mark(caught, "      return { statusCode: 500, body: 'Internal Server Error' };"),
    mark(caught, "    });"),
  ];
}

function grantedLines(policy: Policy, changes: readonly Part[]): Line[] {
  return grantStatements(policy, {
    call: "headers.set",
    origin: "sent.get('Origin')",
    vary: "headers.append('Vary', 'Origin');",
    indent: "    ",
    changes,
  });
}
