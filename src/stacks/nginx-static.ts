import type { FixContext, Policy } from "../remedy.ts";
import { translate } from "../text/translate.ts";
import { defineStack, type Line, type Snippet, snippet } from "./stack.ts";
import { clearCaches, sendAuthorization, whyNoVary } from "./writing/advice.ts";
import {
  corsLines,
  mapLines,
  type NginxPart,
  orWithSlash,
  putIfAboveRedirect,
  reload,
  repeatForErrorPage,
  repeatServerLines,
  serverLines,
} from "./writing/nginx.ts";
import { nginxString } from "./writing/quote.ts";

/** nginx that serves files, without an application behind it. */
export const nginxStatic = defineStack({
  id: "nginx-static",
  name: "nginx with static files",
  language: "nginx",
  staysOpen: true,
  fix: {
    grant: (policy, context) => [inLocation(policy, context, [], filesOnly(policy))],
    "answer-preflight": (policy, context) => [inLocation(policy, context, ["preflight"], filesOnly(policy))],
    "send-once": (policy, context) => [
      inLocation(
        policy,
        context,
        ["origin"],
        [
          "Delete all other `add_header Access-Control-…` lines of the location, and the CORS settings of a CDN or load balancer in front.",
        ],
      ),
    ],
    "keep-on-errors": (policy, context) => [
      inLocation(
        policy,
        context,
        ["origin"],
        ["Keep `always`. Without it, nginx adds no headers to 4xx and 5xx responses.", repeatForErrorPage],
      ),
    ],
    "avoid-redirect": (policy, context) => [
      context.redirect?.step === "actual"
        ? inLocation(
            policy,
            context,
            [],
            [
              "Delete the `return` or `rewrite` with `user:password@`. The last line replaces that line.",
              sendAuthorization,
            ],
            [{ changed: `return 307 ${nginxString(context.redirect.target)};` }],
          )
        : inLocation(policy, context, ["preflight"], [putIfAboveRedirect, ...orWithSlash(context)]),
    ],
    vary: (policy, context) => [inLocation(policy, context, ["origin", "vary"], [...whyNoVary(policy), clearCaches])],
    "repair-server": (policy, context) => [
      inLocation(
        policy,
        context,
        ["origin"],
        ["Read nginx's error log and repair the failure. These lines only let the page see the status."],
      ),
    ],
  },
});

/** Warns of a method that nginx refuses for files, however the headers allow it. */
function filesOnly({ added, unproven }: Policy): string[] {
  const [method] = [...added.methods, ...unproven.methods].filter((name) => !["GET", "HEAD"].includes(name));
  return method === undefined
    ? []
    : [translate`nginx responds to \`${method}\` on a file with 405. Send such a request to an application instead.`];
}

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
  return snippet(lines, [...warnings, repeatServerLines, reload]);
}
