import type { Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { changeApplicationInstead, clearCaches, repairFirst, sendAuthorization } from "./writing/advice.ts";
import { asWhole, grantHeaders } from "./writing/grant-headers.ts";
import { listLine, namesOrigins, optionalLine } from "./writing/lists.ts";
import { caddyExact, caddyString } from "./writing/quote.ts";

/** Caddy 2, serving files or in front of an application. */
export const caddy = defineStack({
  id: "caddy",
  name: "Caddy",
  language: "caddyfile",
  fix: {
    grant: (policy) => [inSite(policy, [], [changeApplicationInstead])],
    "answer-preflight": (policy) => [
      inSite(
        policy,
        ["preflight"],
        [ordering, changeApplicationInstead],
        ["", "# For basic_auth, forward_auth and redir:", ...other],
      ),
    ],
    "send-once": (policy) => [
      inSite(policy, ["hide"], ["Keep `header_down`, or Caddy sends the application's headers too."]),
    ],
    "keep-on-errors": (policy) => [
      inSite(
        policy,
        ["origin"],
        [
          "Do not use `defer` in `header`. Caddy's own error responses would lack these headers.",
          changeApplicationInstead,
        ],
      ),
    ],
    "avoid-redirect": (policy, { redirect }) =>
      redirect?.step === "actual"
        ? [inSite(policy, [], [sendAuthorization, changeApplicationInstead], [], withoutUserInfo)]
        : [
            inSite(
              policy,
              ["preflight"],
              [ordering, "If Caddy redirects from http to https, request the https URL.", changeApplicationInstead],
              ["", "# For redir:", ...other],
            ),
          ],
    vary: (policy) => [inSite(policy, ["origin", "vary"], [clearCaches, changeApplicationInstead])],
    "repair-server": (policy) => [
      inSite(
        policy,
        ["origin"],
        [
          repairFirst,
          "502 means that the application behind Caddy is down. Compare `reverse_proxy` with the address that the application listens on.",
        ],
      ),
    ],
  },
});

const ordering =
  "Add the matcher to `redir` and `basic_auth`, as in `basic_auth @cors_other { … }`. Both run before `respond`.";

const place =
  "If `reverse_proxy` is in a `handle` or `route` block, put all lines into that block. Check and reload: `caddy validate && caddy reload`.";

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
  const isTakenOver = changes.includes("hide");
  const written = isTakenOver ? asWhole(policy) : policy;
  const isChange = written.form === "change";
  const proxy: Line[] = [
    "",
    "# Inside the braces of reverse_proxy:",
    (!isChange || isTakenOver) && mark(isTakenOver, "header_down -Access-Control-*"),
    ...inProxy,
  ];
  return snippet(
    [
      isChange ? "# In the site block; keep its other lines, and the other entries of these:" : "# In the site block:",
      ...lines(written, changes),
      ...inBlock,
      ...(isChange && inProxy.length === 0 ? [] : proxy),
    ],
    [...warnings, place],
  );
}

/**
 * The lines of the site block. `respond` comes last, because a `route` block runs its lines in order. A matcher names the
 * origins, so that another origin is one more line.
 */
function lines(policy: Policy, changes: readonly Change[]): Line[] {
  const { form, origins, added } = policy;
  const isChange = form === "change";
  const preflight = changes.includes("preflight");
  const namesOrigin = namesOrigins(policy) || changes.length > 0;
  const origin = origins === "*" ? caddyString("*") : "{http.request.header.Origin}";
  const named: Line[] =
    origins === "*" || !namesOrigin
      ? []
      : [
          "@cors_origin {",
          ...origins.map((value) => mark(added.origins.includes(value), `    header Origin ${caddyExact(value)}`)),
          "}",
          mark(changes.includes("vary"), "header +Vary Origin"),
        ];
  const matcher: Line[] = [
    mark(preflight, "@cors_preflight {"),
    mark(preflight, "    method OPTIONS"),
    mark(preflight, "    header Access-Control-Request-Method *"),
    mark(preflight, "}"),
  ];
  const answersOptions = !isChange || preflight;
  return [
    ...(answersOptions ? matcher : []),
    ...named,
    origins === "*" ? "header {" : "header @cors_origin {",
    namesOrigin &&
      mark(changes.includes("origin") || added.origins.length > 0, `    Access-Control-Allow-Origin ${origin}`),
    ...grantHeaders(policy).map(({ name, value, changed, isList, isOptional }): Line => {
      const text = `    ${name} ${caddyString(value)}`;
      if (isOptional) return optionalLine(text, "#");
      return isList ? listLine(policy, changed, text, "#") : mark(changed, text);
    }),
    "}",
    answersOptions && mark(preflight, "respond @cors_preflight 204"),
  ];
}
