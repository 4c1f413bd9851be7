import type { FixContext, Policy } from "../remedy.ts";
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

/** nginx in front of an application: nginx sends the CORS headers, and hides those of the application. */
export const nginxProxy = defineStack({
  id: "nginx-proxy",
  name: "nginx in front of an application",
  language: "nginx",
  fix: {
    grant: (policy, context) => [viaNginx(policy, context, [], [oneLayer])],
    "answer-preflight": (policy, context) => [
      viaNginx(
        policy,
        context,
        ["preflight"],
        [
          "`if ... return` runs before `auth_basic`, `auth_request` and `proxy_pass`: only `OPTIONS` skips them, the actual request is checked as before.",
          "Where the location has `limit_except GET POST { deny all; }`, write `limit_except GET POST OPTIONS`, or the `if` never runs.",
          oneLayer,
        ],
      ),
    ],
    "send-once": (policy, context) => [
      viaNginx(
        policy,
        context,
        ["hide"],
        ["All six lines that hide a header are needed: hiding only the origin leaves the others doubled."],
      ),
      viaApplication,
    ],
    "keep-on-errors": (policy, context) => [
      viaNginx(
        policy,
        context,
        ["origin"],
        [
          "Without `always` nginx leaves added headers off 4xx and 5xx answers, its own and the application's.",
          repeatForErrorPage,
          oneLayer,
        ],
      ),
    ],
    "avoid-redirect": (policy, context) =>
      context.redirect?.step === "actual" ? [withoutUserInfo(policy, context)] : [beforeRedirect(policy, context)],
    vary: (policy, context) => [
      viaNginx(
        policy,
        context,
        ["origin", "vary"],
        [
          whenVaryIsNeeded,
          "Copies that are stored already stay wrong: clear `proxy_cache`, a CDN in front, and the browser's cache.",
          oneLayer,
        ],
      ),
    ],
    "repair-server": (policy, context) => [
      viaNginx(
        policy,
        context,
        ["origin"],
        [
          "502, 503 and 504 mean that the application behind nginx is down or too slow: start or repair it. With `always` the page sees that status, instead of a CORS error.",
          "nginx's error log names the address that it could not reach: compare it with the one that the application listens on.",
        ],
      ),
    ],
  },
});

const oneLayer =
  "Only one layer may set these headers: these lines hide the application's own. If it can do CORS itself, changing it there instead is as good; then nginx needs none of this.";

const viaApplication: Snippet = {
  title: "Or let the application do it: take the CORS lines out of nginx",
  code: [
    "# Delete from every server and location that leads to the application:",
    "#   add_header Access-Control-... lines,",
    "#   if ($request_method = OPTIONS) { return 204; }",
    "# What is left passes the application's own headers, and its answer to OPTIONS, through.",
  ].join("\n"),
  changed: [],
  warnings: ["The application must then allow the origin itself: its own fix is beside this one.", reload],
};

type Change = Parameters<typeof corsLines>[1][number] | "hide";

function viaNginx(
  policy: Policy,
  context: FixContext,
  changes: readonly Change[],
  warnings: readonly string[],
  extra: readonly Line[] = [],
): Snippet {
  const { pass, hide, passWarnings } = context.application === "php" ? toPhp : toProxy;
  const isDoubled = changes.includes("hide");
  const lines = [
    ...mapLines(policy, `Inside the location of the API, beside its ${pass}:`),
    ...(isDoubled
      ? [{ changed: "# Delete your own add_header Access-Control-... lines in this location first." }]
      : []),
    ...corsLines(
      policy,
      changes.filter((change) => change !== "hide"),
      hideLines(hide, isDoubled),
    ),
    ...extra,
  ];
  return snippet(lines, [...warnings, ...passWarnings, twoPlaces(policy, pass), oneLocation, reload]);
}

const toProxy = { pass: "proxy_pass", hide: "proxy_hide_header", passWarnings: [] };

/**
 * `proxy_hide_header` has no effect on a response that comes by FastCGI.
 * @see https://nginx.org/en/docs/http/ngx_http_fastcgi_module.html#fastcgi_hide_header
 */
const toPhp = {
  pass: "fastcgi_pass",
  hide: "fastcgi_hide_header",
  passWarnings: [
    "PHP usually answers nginx by `fastcgi_pass`, where `proxy_hide_header` has no effect. Where your location has `proxy_pass` instead, write `proxy_hide_header`.",
  ],
};

function hideLines(directive: string, changed: boolean): Line[] {
  return ["Allow-Origin", "Allow-Credentials", "Allow-Methods", "Allow-Headers", "Expose-Headers", "Max-Age"]
    .map((name) => `${directive} Access-Control-${name};`)
    .map((line) => (changed ? { changed: line } : line));
}

function beforeRedirect(policy: Policy, context: FixContext): Snippet {
  return viaNginx(
    policy,
    context,
    ["preflight"],
    [
      putIfAboveRedirect,
      "`location /api/` with `proxy_pass` redirects `/api` by itself: add `location = /api`, or call the URL with the slash.",
      oneLayer,
    ],
  );
}

function withoutUserInfo(policy: Policy, context: FixContext): Snippet {
  const line = 'proxy_redirect "~^(https?://)[^/@]*@(.*)$" "$1$2";';
  return viaNginx(
    policy,
    context,
    [],
    [
      "`proxy_redirect` takes `user:password@` out of the application's `Location`: let the page send an `Authorization` header instead.",
      "It replaces nginx's own rewriting of `Location`: if the application redirects to its own address, add a `proxy_redirect` line for that.",
    ],
    [{ changed: line }],
  );
}
