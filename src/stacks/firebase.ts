import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { sendAuthorization } from "./writing/advice.ts";
import { corsNames, optionLines } from "./writing/middleware-options.ts";
import { jsString, jsStrings } from "./writing/quote.ts";

/** Cloud Functions for Firebase, second generation; no response header names them. */
export const firebase = defineStack({
  id: "firebase",
  name: "Firebase Functions",
  language: "javascript",
  fix: {
    grant: (policy) => ways(policy, false, [notReflecting, replacesFunctionLines]),
    "answer-preflight": (policy) =>
      ways(policy, true, [
        "Both answer `OPTIONS` before the function runs. Where Cloud Run asks for authentication, it answers preflights with 403: let everybody invoke the function (`invoker: 'public'`), and check users inside.",
        replacesFunctionLines,
      ]),
    "send-once": (policy) =>
      ways(policy, true, [
        "Delete every other place that sets `Access-Control-…` headers: the `cors` option and the `cors` package together, `res.set(...)`, `headers` in `firebase.json`.",
      ]),
    "keep-on-errors": (policy) =>
      ways(policy, true, [
        "The headers are set before the function runs, so they stay on its 4xx and 5xx answers; a function that crashes, or runs out of time or memory, is answered by Google without them.",
        replacesFunctionLines,
      ]),
    "avoid-redirect": (policy, context) => avoidRedirect(policy, context),
    vary: (policy) => [
      withPackage(
        policy,
        true,
        [],
        [
          "With a list of origins `cors` sends `Vary: Origin` on every answer; the `cors` option of `onRequest` with a single origin names it always, and needs none.",
          "Copies that are stored already stay wrong: clear Firebase Hosting's cache, and the browser's.",
        ],
      ),
    ],
    "repair-server": (policy) =>
      ways(policy, true, [
        "The failure itself is the thing to repair: `firebase functions:log` shows it. These lines only let the page see its status.",
      ]),
  },
});

const notReflecting = "`cors: true` would let every website read the answers.";
const replacesFunctionLines = "It replaces the lines of the function that set these headers and answer `OPTIONS` now.";

/** The `cors` option of `onRequest` where it is enough: it allows origins, but no credentials, exposed headers or max-age. */
function ways(policy: Policy, changed: boolean, warnings: readonly string[]): Snippet[] {
  const suffices = !policy.credentials && policy.exposed.length === 0 && policy.maxAge === null;
  return suffices
    ? [withOption(policy, changed, warnings)]
    : [withPackage(policy, changed, [], [needsPackage, ...warnings])];
}

const needsPackage =
  "The `cors` option of `onRequest` allows origins alone; credentials, exposed headers and a lifetime need the package.";

function withOption({ origins, added }: Policy, changed: boolean, warnings: readonly string[]): Snippet {
  const value = origins === "*" ? jsString("*") : jsStrings(origins);
  return snippet(
    [
      "const { onRequest } = require('firebase-functions/https');",
      "",
      "// `handle(req, res)` is the function that answers today.",
      mark(changed || added.origins.length > 0, `exports.api = onRequest({ cors: ${value} }, handle);`),
    ],
    ["Any header that a page asks for is allowed, and GET, HEAD, PUT, PATCH, POST and DELETE.", ...warnings],
  );
}

function withPackage(
  policy: Policy,
  changed: boolean,
  redirect: readonly Line[],
  warnings: readonly string[],
): Snippet {
  const answer: Line[] =
    redirect.length === 0
      ? [mark(changed, "exports.api = onRequest((req, res) => withCors(req, res, () => handle(req, res)));")]
      : [
          "exports.api = onRequest((req, res) => withCors(req, res, () => {",
          ...redirect,
          "  return handle(req, res);",
          "}));",
        ];
  return snippet(
    [
      "const { onRequest } = require('firebase-functions/https');",
      "const withCors = require('cors')({ // npm install cors, in functions/",
      ...optionLines(policy, corsNames, { originChanged: changed }),
      "});",
      "",
      "// `handle(req, res)` is the function that answers today.",
      ...answer,
    ],
    warnings,
  );
}

function avoidRedirect(policy: Policy, { redirect }: FixContext): Snippet[] {
  if (redirect?.step !== "actual") {
    return ways(policy, true, [
      "`OPTIONS` is answered before the function redirects; the actual request is redirected as before.",
      "`redirects`, `cleanUrls` and `trailingSlash` in `firebase.json` run before the function: call the final URL.",
      replacesFunctionLines,
    ]);
  }
  return [
    withPackage(
      policy,
      false,
      [
        "  // In place of the redirect that names `user:password@`.",
        {
          changed: `  if (req.path === ${jsString(redirect.path)}) return res.redirect(307, ${jsString(redirect.target)});`,
        },
      ],
      [sendAuthorization, replacesFunctionLines],
    ),
  ];
}
