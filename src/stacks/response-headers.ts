import type { FixContext, Policy } from "../remedy.ts";
import { translate } from "../text/translate.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { deleteOthers, repairFirst, sendAuthorization } from "./writing/advice.ts";
import { grantHeaders } from "./writing/grant-headers.ts";
import { optionalLine } from "./writing/lists.ts";

/** The response headers themselves, for a server that nothing names: every server can send them. */
export const responseHeaders = defineStack({
  id: "response-headers",
  name: "Any server",
  language: "http",
  fix: {
    grant: (policy, context) => [headers(policy, context, [])],
    "answer-preflight": (policy, context) => [
      withPreflight(policy, context, [
        "Send the response to `OPTIONS` before authentication, redirects and routes. A preflight carries no cookies and no `Authorization` header.",
      ]),
    ],
    "send-once": (policy, context) => [headers(policy, context, [deleteOthers])],
    "keep-on-errors": (policy, context) => [
      headers(policy, context, ["Send these headers with every status, also with 401, 404 and 500."]),
    ],
    "avoid-redirect": (policy, context) =>
      context.redirect?.step === "actual"
        ? [headers(policy, context, ["Remove `user:password@` from the `Location` header.", sendAuthorization])]
        : [
            withPreflight(policy, context, [
              "Respond to `OPTIONS` directly. Browsers do not follow a redirect of a preflight.",
            ]),
          ],
    vary: (policy, context) => [headers(policy, context, [])],
    "repair-server": (policy, context) => [headers(policy, context, [repairFirst])],
  },
});

/** The headers with the response to `OPTIONS`, also where the page needs no method or header allowed. */
function withPreflight(policy: Policy, context: FixContext, warnings: readonly string[]): Snippet {
  return headers(policy, context, warnings, true);
}

function headers(
  policy: Policy,
  { server }: FixContext,
  warnings: readonly string[],
  mustAnswerPreflight = false,
): Snippet {
  const { origins } = policy;
  const preflight = grantHeaders(policy).filter(({ name }) => !/-Expose-Headers$/.test(name));
  const actual = grantHeaders(policy).filter(({ name }) => /-(Expose-Headers|Allow-Credentials)$/.test(name));
  const lineOf = ({ name, value, changed, isOptional }: (typeof preflight)[number]) =>
    isOptional ? optionalLine(`${name}: ${value}`, "#") : mark(changed, `${name}: ${value}`);
  const needsPreflight = mustAnswerPreflight || preflight.some(({ name }) => /-(Methods|Headers)$/.test(name));
  return snippet(
    [
      ...(needsPreflight
        ? ["# Response to OPTIONS", mark(mustAnswerPreflight, "HTTP/1.1 204 No Content"), ...originLines(policy)]
        : []),
      ...(needsPreflight ? preflight.map(lineOf) : []),
      needsPreflight && "",
      "# Every other response",
      ...originLines(policy),
      ...actual.map(lineOf),
    ],
    [
      origins !== "*" &&
        origins.length > 1 &&
        "These lines cannot name several origins. Compare the request's `Origin` with your list, and send back the origin that matches.",
      ...warnings,
      translate`To find out which server responds, look at its 404 page: \`curl -i ${server.origin}/no-such-page\``,
    ].filter((warning) => warning !== false),
  );
}

/** The origin that is new stands for all; `Vary` keeps caches from giving its response to another page. */
function originLines({ origins, added }: Policy): Line[] {
  if (origins === "*") return ["Access-Control-Allow-Origin: *"];
  const shown = added.origins[0] ?? origins[0] ?? "";
  return [mark(added.origins.length > 0, `Access-Control-Allow-Origin: ${shown}`), "Vary: Origin"];
}
