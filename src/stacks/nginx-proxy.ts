import type { Policy } from "../remedy.ts";
import { defineStack, type Line, type Snippet, snippet } from "./stack.ts";
import {
  corsLines,
  isNginx,
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
  recognize(traits) {
    const nginx = isNginx(traits);
    const application = ["X-Powered-By", "X-Runtime", "X-AspNet-Version"].find(
      (name) => traits.values(name).length > 0,
    );
    return nginx && application
      ? { certainty: "certain", evidence: `${nginx.evidence}, and \`${application}\` of an application behind it` }
      : nginx;
  },
  fix: {
    grant: (policy) => [viaNginx(policy, [], [oneLayer])],
    "answer-preflight": (policy) => [
      viaNginx(
        policy,
        ["preflight"],
        [
          "`if ... return` runs before `auth_basic`, `auth_request` and `proxy_pass`: only `OPTIONS` skips them, the actual request is checked as before.",
          "Where the location has `limit_except GET POST { deny all; }`, write `limit_except GET POST OPTIONS`, or the `if` never runs.",
          oneLayer,
        ],
      ),
    ],
    "send-once": (policy) => [
      viaNginx(
        policy,
        ["hide"],
        ["All six `proxy_hide_header` lines are needed: hiding only the origin leaves the others doubled."],
      ),
      viaApplication,
    ],
    "keep-on-errors": (policy) => [
      viaNginx(
        policy,
        ["origin"],
        [
          "Without `always` nginx leaves added headers off 4xx and 5xx answers, its own and the application's.",
          repeatForErrorPage,
          oneLayer,
        ],
      ),
    ],
    "avoid-redirect": (policy, { redirect }) =>
      redirect?.step === "actual" ? [withoutUserInfo(policy)] : [beforeRedirect(policy)],
    vary: (policy) => [
      viaNginx(
        policy,
        ["origin", "vary"],
        [
          whenVaryIsNeeded,
          "Copies that are stored already stay wrong: clear `proxy_cache`, a CDN in front, and the browser's cache.",
          oneLayer,
        ],
      ),
    ],
    "repair-server": (policy) => [
      viaNginx(
        policy,
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
  changes: readonly Change[],
  warnings: readonly string[],
  extra: readonly Line[] = [],
): Snippet {
  const lines = [
    ...mapLines(policy, "Inside the location of the API, beside its proxy_pass:"),
    ...corsLines(
      policy,
      changes.filter((change) => change !== "hide"),
      hideLines(changes.includes("hide")),
    ),
    ...extra,
  ];
  return snippet(lines, [...warnings, twoPlaces(policy, "proxy_pass"), oneLocation, reload]);
}

function hideLines(changed: boolean): Line[] {
  return ["Origin", "Credentials", "Methods", "Headers"]
    .map((part) => `proxy_hide_header Access-Control-Allow-${part};`)
    .concat("proxy_hide_header Access-Control-Expose-Headers;", "proxy_hide_header Access-Control-Max-Age;")
    .map((line) => (changed ? { changed: line } : line));
}

function beforeRedirect(policy: Policy): Snippet {
  return viaNginx(
    policy,
    ["preflight"],
    [
      putIfAboveRedirect,
      "`location /api/` with `proxy_pass` redirects `/api` by itself: add `location = /api`, or call the URL with the slash.",
      oneLayer,
    ],
  );
}

function withoutUserInfo(policy: Policy): Snippet {
  const line = 'proxy_redirect "~^(https?://)[^/@]*@(.*)$" "$1$2";';
  return viaNginx(
    policy,
    [],
    [
      "`proxy_redirect` takes `user:password@` out of the application's `Location`: let the page send an `Authorization` header instead.",
      "It replaces nginx's own rewriting of `Location`: if the application redirects to its own address, add a `proxy_redirect` line for that.",
    ],
    [{ changed: line }],
  );
}
