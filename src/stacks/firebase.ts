import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { sendAuthorization, whereNamed } from "./writing/advice.ts";
import { asWhole } from "./writing/grant-headers.ts";
import { corsNames, optionLines } from "./writing/middleware-options.ts";
import { jsString, jsStrings } from "./writing/quote.ts";

/** Cloud Functions for Firebase, second generation; no response header names them. */
export const firebase = defineStack({
  id: "firebase",
  name: "Firebase Functions",
  language: "javascript",
  fix: {
    grant: (policy) => ways(policy, false, whereNamed(policy, notReflecting)),
    "answer-preflight": (policy) =>
      ways(policy, true, [
        "If Cloud Run responds to preflights with 403, set `invoker: 'public'`, and check users in the function.",
      ]),
    "send-once": (policy) =>
      ways(policy, true, [
        "Delete all other code that sets `Access-Control-…` headers: the `cors` option beside the `cors` package, `res.set(...)`, `headers` in `firebase.json`.",
      ]),
    "keep-on-errors": (policy) =>
      ways(policy, true, [
        "If the function crashes or times out, Google still responds without these headers. Repair the function then.",
      ]),
    "avoid-redirect": (policy, context) => avoidRedirect(policy, context),
    vary: (policy) => [
      withPackage(
        policy,
        true,
        [],
        ["Clear Firebase Hosting's and the browser's caches; they still hold old responses."],
      ),
    ],
    "repair-server": (policy) =>
      ways(policy, true, [
        "Find the failure with `firebase functions:log` and repair it. These lines only let the page see the status.",
      ]),
  },
});

const notReflecting = "Do not use `cors: true`. Every website could then read the responses.";

/** The `cors` option of `onRequest` where it is enough: it allows origins, but no credentials, exposed headers or max-age. */
function ways(policy: Policy, changed: boolean, warnings: readonly string[]): Snippet[] {
  const suffices =
    !policy.credentials && policy.exposed.length === 0 && policy.maxAge === null && !isListChange(policy);
  return suffices
    ? [withOption(policy, changed, warnings)]
    : [withPackage(policy, changed, [], [needsPackage, ...warnings])];
}

const needsPackage =
  "If the function uses the `cors` option of `onRequest`, replace it with the `cors` package. The option can only allow origins.";

/** True where a change adds to lists of methods or headers, which only the package has. */
function isListChange({ form, added }: Policy): boolean {
  return form === "change" && added.methods.length + added.headers.length > 0;
}

function withOption({ origins, added, form }: Policy, changed: boolean, warnings: readonly string[]): Snippet {
  const value = origins === "*" ? jsString("*") : jsStrings(origins);
  return snippet(
    [
      ...(form === "change"
        ? ["// In the cors option of the function; keep the other entries:"]
        : [
            "const { onRequest } = require('firebase-functions/https'); // ES module: import { onRequest } from …",
            "",
            "// `handle(req, res)` is your present function.",
          ]),
      mark(changed || added.origins.length > 0, `exports.api = onRequest({ cors: ${value} }, handle);`),
    ],
    warnings,
  );
}

function withPackage(
  policy: Policy,
  changed: boolean,
  redirect: readonly Line[],
  warnings: readonly string[],
): Snippet {
  if (policy.form === "change" && redirect.length === 0) {
    return snippet(
      [
        "// In the call of the cors package; keep its other options and entries:",
        mark(changed, "const withCors = require('cors')({"),
        ...optionLines(policy, corsNames, { originChanged: changed }),
        "});",
      ],
      warnings,
    );
  }
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
      ...optionLines(asWhole(policy), corsNames, { originChanged: changed }),
      "});",
      "",
      "// `handle(req, res)` is your present function.",
      ...answer,
    ],
    warnings,
  );
}

function avoidRedirect(policy: Policy, { redirect }: FixContext): Snippet[] {
  if (redirect?.step !== "actual") {
    return ways(policy, true, [
      "`redirects`, `cleanUrls` and `trailingSlash` in `firebase.json` run before the function. Request the final URL.",
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
      [sendAuthorization],
    ),
  ];
}
