import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, type Snippet, snippet } from "./stack.ts";
import { asWhole } from "./writing/grant-headers.ts";
import { namesCredentials, namesOrigins, optionalLine } from "./writing/lists.ts";
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

/** nginx in front of an application: nginx sends the CORS headers, and hides those of the application. */
export const nginxProxy = defineStack({
  id: "nginx-proxy",
  name: "nginx in front of an application",
  language: "nginx",
  staysOpen: true,
  fix: {
    grant: (policy, context) => [viaNginx(policy, context, [], [oneLayer])],
    "answer-preflight": (policy, context) => [
      viaNginx(
        policy,
        context,
        ["preflight"],
        [
          "`if ... return` runs before `auth_basic`, `auth_request` and `proxy_pass`. Only `OPTIONS` skips them; the actual request is checked as before.",
          oneLayer,
        ],
      ),
    ],
    "send-once": (policy, context) => [
      viaNginx(
        policy,
        context,
        ["hide"],
        ["Keep all six lines that hide a header. If only the origin is hidden, the other headers are sent twice."],
      ),
      viaApplication,
    ],
    "keep-on-errors": (policy, context) => [
      viaNginx(
        policy,
        context,
        ["origin"],
        ["Without `always`, nginx adds no headers to 4xx and 5xx responses.", repeatForErrorPage, oneLayer],
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
          "Clear `proxy_cache`, the CDN's and the browser's caches; they still hold old responses.",
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
          "502, 503 and 504 mean that the application behind nginx is down or too slow. Start or repair it. With `always`, the page sees that status instead of a CORS error.",
          "nginx's error log names the address that nginx could not reach. Compare it with the address that the application listens on.",
        ],
      ),
    ],
  },
});

const oneLayer =
  "Only one layer may set these headers. If the application behind nginx sets them, change them there, and add nothing to nginx.";

const besideApplication =
  "If the application behind nginx sets these headers too, nginx keeps its origins, and browsers join both lists of methods and headers.";

const viaApplication: Snippet = {
  title: "Or let the application do it: take the CORS lines out of nginx",
  code: [
    "# Delete from every server and location that leads to the application:",
    "#   add_header Access-Control-... lines,",
    "#   if ($request_method = OPTIONS) { return 204; }",
    "# nginx then passes on the application's own headers and its response to OPTIONS.",
  ].join("\n"),
  changed: [],
  warnings: ["The application must then allow the origin itself. See the fix for its framework.", reload],
};

type Change = NginxPart | "hide";

function viaNginx(
  policy: Policy,
  context: FixContext,
  changes: readonly Change[],
  warnings: readonly string[],
  extra: readonly Line[] = [],
): Snippet {
  const { pass, hide, passWarnings } = context.application === "php" ? toPhp : toProxy;
  const isDoubled = changes.includes("hide");
  const isChange = policy.form === "change" && !isDoubled;
  const written = isDoubled ? asWhole(policy) : policy;
  const parts = changes.map((change) => (change === "hide" ? "origin" : change));
  const place = isChange
    ? `In the location of the API; keep its other add_header lines, and the other entries of these:`
    : `Inside the location of the API, beside its ${pass}:`;
  // The application behind nginx may send these headers itself, and a second one would be an error.
  const behind = isChange
    ? { keepsOrigins: true, hide: namesOrigins(policy) || parts.length > 0 ? singleValues(hide, policy) : [] }
    : { hide: hideLines(hide, isDoubled) };
  const lines = [
    ...mapLines(written, place, parts, behind, serverLines(written, parts, context, behind)),
    isDoubled && {
      changed: "# Instead of this location's own add_header Access-Control-... lines; keep their entries:",
    },
    ...corsLines(written, parts, behind),
    ...extra,
  ];
  const own = warnings.map((warning) => (isChange && warning === oneLayer ? besideApplication : warning));
  return snippet(lines, [...own, ...passWarnings, twoPlaces(policy, pass, behind), oneLocation, reload]);
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
    "The code is for `fastcgi_pass`, which PHP usually has. If your location has `proxy_pass`, write `proxy_hide_header`.",
  ],
};

/** The lines that hide the application's headers with one value; browsers join several lists of the others into one. */
function singleValues(directive: string, policy: Policy): Line[] {
  return [
    { changed: `${directive} Access-Control-Allow-Origin;` },
    namesCredentials(policy) && { changed: `${directive} Access-Control-Allow-Credentials;` },
    policy.maybeCredentials && optionalLine(`${directive} Access-Control-Allow-Credentials;`, "#"),
  ];
}

function hideLines(directive: string, changed: boolean): Line[] {
  return ["Allow-Origin", "Allow-Credentials", "Allow-Methods", "Allow-Headers", "Expose-Headers", "Max-Age"]
    .map((name) => `${directive} Access-Control-${name};`)
    .map((line) => (changed ? { changed: line } : line));
}

function beforeRedirect(policy: Policy, context: FixContext): Snippet {
  return viaNginx(policy, context, ["preflight"], [putIfAboveRedirect, "Or request the URL with the slash.", oneLayer]);
}

function withoutUserInfo(policy: Policy, context: FixContext): Snippet {
  const line = 'proxy_redirect "~^(https?://)[^/@]*@(.*)$" "$1$2";';
  return viaNginx(
    policy,
    context,
    [],
    [
      "`proxy_redirect` removes `user:password@` from the application's `Location`. Let the page send an `Authorization` header instead.",
      "The line replaces nginx's own rewriting of `Location`. If the application redirects to its own address, add a `proxy_redirect` line for that.",
    ],
    [{ changed: line }],
  );
}
