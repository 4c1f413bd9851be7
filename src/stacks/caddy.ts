import type { Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, repairFirst, sendAuthorization, whyNamed } from "./writing/advice.ts";
import { grantHeaders } from "./writing/grant-headers.ts";
import { caddyExact, caddyString } from "./writing/quote.ts";

/** Caddy 2, serving files or in front of an application. */
export const caddy = defineStack({
  id: "caddy",
  name: "Caddy",
  language: "caddyfile",
  fix: {
    grant: (policy) => [inSite(policy, [], [oneLayer, ...whyNamed(policy)])],
    "answer-preflight": (policy) => [
      inSite(policy, ["preflight"], [ordering, oneLayer], ["", "# For basic_auth, forward_auth and redir:", ...other]),
    ],
    "send-once": (policy) => [
      inSite(
        policy,
        ["hide"],
        [
          "`header_down` takes the application's own copies off; `header` alone adds a second value, and with `defer` it is missing from Caddy's own 502.",
        ],
      ),
    ],
    "keep-on-errors": (policy) => [
      inSite(
        policy,
        ["origin"],
        [
          "`header` without `defer` also reaches Caddy's own errors; a `handle_errors` block keeps what is set already.",
          oneLayer,
        ],
      ),
    ],
    "avoid-redirect": (policy, { redirect }) =>
      redirect?.step === "actual"
        ? [inSite(policy, [], [sendAuthorization, oneLayer], [], withoutUserInfo)]
        : [
            inSite(
              policy,
              ["preflight"],
              [
                ordering,
                "Caddy's own redirect from http to https answers preflights too: the page must call the https URL.",
                oneLayer,
              ],
              ["", "# For redir:", ...other],
            ),
          ],
    vary: (policy) => [
      inSite(
        policy,
        ["origin", "vary"],
        [
          "A header that names one origin, always, needs no `Vary`; where Caddy chooses among several, every answer varies.",
          clearCaches,
          oneLayer,
        ],
      ),
    ],
    "repair-server": (policy) => [
      inSite(
        policy,
        ["origin"],
        [
          repairFirst,
          "502 means that the application behind Caddy is down: compare the address in `reverse_proxy` with the one it listens on.",
        ],
      ),
    ],
  },
});

const oneLayer =
  "Only one layer may set these headers: `header_down` takes the application's own off. If it can do CORS itself, changing it there instead is as good.";

const ordering =
  "Caddy sorts directives: `redir` and `basic_auth` run before `respond`, wherever they stand. Give each the matcher, as in `basic_auth @cors_other { … }`: only preflights skip them.";

const place =
  "Two places: the first lines stand in the site block, `header_down` within the braces of its `reverse_proxy`, if it has one. Where that stands in a `handle` or `route` block, all lines go into that block: Caddy runs it before `respond`. Check and reload: `caddy validate && caddy reload`.";

const other: readonly Line[] = [
  { changed: "@cors_other not {" },
  { changed: "    method OPTIONS" },
  { changed: "    header Access-Control-Request-Method *" },
  { changed: "}" },
];

const withoutUserInfo: readonly Line[] = [{ changed: 'header_down Location "^(https?://)[^/@]*@" "$1"' }];

type Change = "preflight" | "origin" | "vary" | "hide";

function inSite(
  policy: Policy,
  changes: readonly Change[],
  warnings: readonly string[],
  inBlock: readonly Line[] = [],
  inProxy: readonly Line[] = [],
): Snippet {
  return snippet(
    [
      "# In the site block:",
      ...lines(policy, changes),
      ...inBlock,
      "",
      "# Inside the braces of reverse_proxy:",
      mark(changes.includes("hide"), "header_down -Access-Control-*"),
      ...inProxy,
    ],
    [...warnings, place],
  );
}

/** The lines of the site block. `respond` comes last, because a `route` block runs its lines in order. */
function lines(policy: Policy, changes: readonly Change[]): Line[] {
  const { origins, added } = policy;
  const several = origins !== "*" && origins.length > 1;
  const preflight = changes.includes("preflight");
  const origin = several ? "{http.request.header.Origin}" : caddyString(origins === "*" ? "*" : (origins[0] ?? ""));
  return [
    mark(preflight, "@cors_preflight {"),
    mark(preflight, "    method OPTIONS"),
    mark(preflight, "    header Access-Control-Request-Method *"),
    mark(preflight, "}"),
    ...(several
      ? [
          "@cors_origin {",
          ...origins.map((value) => mark(added.origins.includes(value), `    header Origin ${caddyExact(value)}`)),
          "}",
          mark(changes.includes("vary"), "header +Vary Origin"),
        ]
      : []),
    several ? "header @cors_origin {" : "header {",
    mark(changes.includes("origin") || added.origins.length > 0, `    Access-Control-Allow-Origin ${origin}`),
    ...grantHeaders(policy).map(({ name, value, changed }) => mark(changed, `    ${name} ${caddyString(value)}`)),
    "}",
    mark(preflight, "respond @cors_preflight 204"),
  ];
}
