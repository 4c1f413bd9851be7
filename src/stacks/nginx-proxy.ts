import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, type Snippet, snippet } from "./stack.ts";
import { changeApplicationInstead, sendAuthorization, whyNoVary } from "./writing/advice.ts";
import { asWhole } from "./writing/grant-headers.ts";
import { namesCredentials, namesOrigins, optionalLine } from "./writing/lists.ts";
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

/** nginx in front of an application: nginx sends the CORS headers, and hides those of the application. */
export const nginxProxy = defineStack({
  id: "nginx-proxy",
  name: "nginx in front of an application",
  language: "nginx",
  staysOpen: true,
  fix: {
    grant: (policy, context) => [viaNginx(policy, context, [], [changeApplicationInstead])],
    "answer-preflight": (policy, context) => [viaNginx(policy, context, ["preflight"], [changeApplicationInstead])],
    "send-once": (policy, context) => [
      viaNginx(
        policy,
        context,
        ["hide"],
        ["Keep all six lines that hide a header, or nginx sends the application's headers too."],
      ),
      viaApplication,
    ],
    "keep-on-errors": (policy, context) => [
      viaNginx(
        policy,
        context,
        ["origin"],
        [
          "Keep `always`. Without it, nginx adds no headers to 4xx and 5xx responses.",
          repeatForErrorPage,
          changeApplicationInstead,
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
          ...noVary(policy),
          "Clear `proxy_cache`, the CDN's and the browser's caches; they still hold old responses.",
          changeApplicationInstead,
        ],
      ),
    ],
    "repair-server": (policy, context) => [
      viaNginx(
        policy,
        context,
        ["origin"],
        [
          "502, 503 and 504 mean that the application is down or too slow. Repair the application. These lines only let the page see the status.",
          "Compare the address in nginx's error log with the address that the application listens on.",
        ],
      ),
    ],
  },
});

/** Says why there is no `Vary`; empty for a change, where nginx chooses between its origins and the application's. */
function noVary(policy: Policy): string[] {
  return policy.form === "change" ? [] : whyNoVary(policy);
}

const viaApplication: Snippet = {
  title: "Or delete the CORS lines from nginx, and let the application send the headers",
  code: [
    "# Delete from every server and location that leads to the application:",
    "#   add_header Access-Control-... lines,",
    "#   if ($request_method = OPTIONS) { return 204; }",
    "# nginx then passes on the application's own headers and its response to OPTIONS.",
  ].join("\n"),
  changed: [],
  warnings: ["Allow the origin in the application. See the fix for the application's framework.", reload],
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
  const ofPass = behind.hide.length > 0 ? passWarnings : [];
  return snippet(lines, [...warnings, ...ofPass, repeatServerLines, reload]);
}

const toProxy = { pass: "proxy_pass", hide: "proxy_hide_header", passWarnings: [] };

/**
 * `proxy_hide_header` has no effect on a response that comes by FastCGI.
 * @see https://nginx.org/en/docs/http/ngx_http_fastcgi_module.html#fastcgi_hide_header
 */
const toPhp = {
  pass: "fastcgi_pass",
  hide: "fastcgi_hide_header",
  passWarnings: ["If the location has `proxy_pass` instead of `fastcgi_pass`, write `proxy_hide_header`."],
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
  return viaNginx(
    policy,
    context,
    ["preflight"],
    [putIfAboveRedirect, ...orWithSlash(context), changeApplicationInstead],
  );
}

function withoutUserInfo(policy: Policy, context: FixContext): Snippet {
  if (context.application === "php") {
    return viaNginx(
      policy,
      context,
      [],
      [
        sendAuthorization,
        "Remove `user:password@` from the `Location` header in the application. nginx cannot rewrite this header of a FastCGI response.",
      ],
    );
  }
  const line = 'proxy_redirect "~^(https?://)[^/@]*@(.*)$" "$1$2";';
  return viaNginx(
    policy,
    context,
    [],
    [
      sendAuthorization,
      "If the application redirects to its own address, also add `proxy_redirect default;`. Otherwise nginx no longer rewrites that address.",
    ],
    [{ changed: line }],
  );
}
