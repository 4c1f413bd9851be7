import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, type Snippet, snippet } from "./stack.ts";
import {
  corsLines,
  mapLines,
  type NginxPart,
  oneLocation,
  putIfAboveRedirect,
  reload,
  repeatForErrorPage,
  serverLines,
  twoPlaces,
  whenVaryIsNeeded,
} from "./writing/nginx.ts";
import { nginxString } from "./writing/quote.ts";

/** nginx that serves files, without an application behind it. */
export const nginxStatic = defineStack({
  id: "nginx-static",
  name: "nginx with static files",
  language: "nginx",
  staysOpen: true,
  fix: {
    grant: (policy, context) => [inLocation(policy, context, [], [filesOnly])],
    "answer-preflight": (policy, context) => [
      inLocation(
        policy,
        context,
        ["preflight"],
        [
          "nginx responds to `OPTIONS` on a file with 405. A `return` inside an `if` is safe, also beside `try_files` and `auth_basic`.",
          filesOnly,
        ],
      ),
    ],
    "send-once": (policy, context) => [
      inLocation(
        policy,
        context,
        ["origin"],
        [
          "Delete every other `add_header Access-Control-…` line of this location, and the CORS settings of a CDN or load balancer in front.",
          "One line can name one origin. For several origins, the `map` chooses the one that matches.",
        ],
      ),
    ],
    "keep-on-errors": (policy, context) => [
      inLocation(
        policy,
        context,
        ["origin"],
        ["Without `always`, nginx adds no headers to 404 and other error responses.", repeatForErrorPage],
      ),
    ],
    "avoid-redirect": (policy, context) => [
      context.redirect?.step === "actual"
        ? inLocation(
            policy,
            context,
            [],
            [
              "The line replaces the `return` or `rewrite` that names `user:password@`. Let the page send an `Authorization` header instead.",
            ],
            [{ changed: `return 307 ${nginxString(context.redirect.target)};` }],
          )
        : inLocation(
            policy,
            context,
            ["preflight"],
            [
              putIfAboveRedirect,
              "nginx redirects a folder's URL without the last slash. Request the URL with the slash.",
            ],
          ),
    ],
    vary: (policy, context) => [
      inLocation(
        policy,
        context,
        ["origin", "vary"],
        [whenVaryIsNeeded, "Clear the CDN's and the browser's caches; they still hold old responses."],
      ),
    ],
    "repair-server": (policy, context) => [
      inLocation(
        policy,
        context,
        ["origin"],
        ["nginx's error log says why the request failed. These lines only let the page see the status.", filesOnly],
      ),
    ],
  },
});

const filesOnly = "nginx serves files to GET and HEAD only. Other methods need an application behind nginx.";

function inLocation(
  policy: Policy,
  context: FixContext,
  changes: readonly NginxPart[],
  warnings: readonly string[],
  extra: readonly Line[] = [],
): Snippet {
  const lines = [
    ...mapLines(
      policy,
      policy.form === "change"
        ? "In the location of the files; keep its other add_header lines, and the other entries of these:"
        : "Inside the location of the files, beside its root or try_files:",
      changes,
      {},
      serverLines(policy, changes, context),
    ),
    ...corsLines(policy, changes),
    ...extra,
  ];
  return snippet(lines, [...warnings, twoPlaces(policy, "root"), oneLocation, reload]);
}
