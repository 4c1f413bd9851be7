import type { Policy } from "../remedy.ts";
import { defineStack, type Line, type Snippet, snippet } from "./stack.ts";
import {
  corsLines,
  mapLines,
  oneLocation,
  putIfAboveRedirect,
  reload,
  repeatForErrorPage,
  twoPlaces,
  whenVaryIsNeeded,
} from "./writing/nginx.ts";
import { nginxString } from "./writing/quote.ts";

/** nginx that serves files, without an application behind it. */
export const nginxStatic = defineStack({
  id: "nginx-static",
  name: "nginx with static files",
  language: "nginx",
  fix: {
    grant: (policy) => [inLocation(policy, [], [filesOnly])],
    "answer-preflight": (policy) => [
      inLocation(
        policy,
        ["preflight"],
        [
          "nginx answers 405 to `OPTIONS` on a file; `return` inside an `if` is the safe way around it, also beside `try_files` and `auth_basic`.",
          "Where the location has `limit_except GET { deny all; }`, write `limit_except GET OPTIONS`, or the `if` never runs.",
          filesOnly,
        ],
      ),
    ],
    "send-once": (policy) => [
      inLocation(
        policy,
        ["origin"],
        [
          "Delete every other `add_header Access-Control-…` line of this location, and a CDN's or load balancer's own CORS setting in front of it.",
          "One line names one origin: for several, the `map` chooses the one that asks.",
        ],
      ),
    ],
    "keep-on-errors": (policy) => [
      inLocation(
        policy,
        ["origin"],
        ["Without `always` nginx leaves added headers off 404 and every other error.", repeatForErrorPage],
      ),
    ],
    "avoid-redirect": (policy, { redirect }) => [
      redirect?.step === "actual"
        ? inLocation(
            policy,
            [],
            [
              "It replaces the `return` or `rewrite` that names `user:password@`: let the page send an `Authorization` header instead.",
            ],
            [{ changed: `return 307 ${nginxString(redirect.target)};` }],
          )
        : inLocation(
            policy,
            ["preflight"],
            [
              putIfAboveRedirect,
              "nginx redirects a folder without its last slash by itself: call the URL with the slash.",
            ],
          ),
    ],
    vary: (policy) => [
      inLocation(
        policy,
        ["origin", "vary"],
        [whenVaryIsNeeded, "Copies that are stored already stay wrong: clear a CDN in front, and the browser's cache."],
      ),
    ],
    "repair-server": (policy) => [
      inLocation(
        policy,
        ["origin"],
        ["nginx's error log says why it failed; these lines only let the page see the status.", filesOnly],
      ),
    ],
  },
});

const filesOnly = "nginx serves files to GET and HEAD only: other methods need an application behind it.";

function inLocation(
  policy: Policy,
  changes: Parameters<typeof corsLines>[1],
  warnings: readonly string[],
  extra: readonly Line[] = [],
): Snippet {
  const lines = [
    ...mapLines(policy, "Inside the location of the files, beside its root or try_files:"),
    ...corsLines(policy, changes),
    ...extra,
  ];
  return snippet(lines, [...warnings, twoPlaces(policy, "root"), oneLocation, reload]);
}
