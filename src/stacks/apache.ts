import type { Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, onlyOneLayer, repairFirst, sendAuthorization, whyNamed } from "./writing/advice.ts";
import { grantHeaders } from "./writing/grant-headers.ts";
import { apachePattern, apacheString } from "./writing/quote.ts";

/** Apache httpd 2.4, serving files or in front of an application. */
export const apache = defineStack({
  id: "apache",
  name: "Apache",
  language: "apache",
  fix: {
    grant: (policy) => [inHost(policy, [], [onlyOneLayer, ...whyNamed(policy)])],
    "answer-preflight": (policy) => [
      inHost(
        policy,
        ["preflight"],
        [
          "mod_rewrite answers preflights before authentication, `Require` and `ProxyPass`: the actual request is checked as before.",
          "In a `.htaccess` file it runs too late for that: the lines belong in the virtual host.",
          onlyOneLayer,
        ],
      ),
    ],
    "send-once": (policy) => [
      inHost(
        policy,
        ["unset"],
        [
          "`Header onsuccess unset` takes the application's own copies off; `Header always set` alone would double them.",
          "Delete every other `Header … Access-Control-…` line, in `.htaccess` files too.",
        ],
      ),
    ],
    "keep-on-errors": (policy) => [
      inHost(
        policy,
        ["origin"],
        ["Without `always` Apache leaves headers off its own 401, 404 and 503.", onlyOneLayer],
      ),
    ],
    "avoid-redirect": (policy, { redirect }) =>
      redirect?.step === "actual"
        ? [inHost(policy, [], [sendAuthorization, onlyOneLayer], withoutUserInfo)]
        : [
            inHost(
              policy,
              ["preflight"],
              [
                "Put it above every other `RewriteRule` of the virtual host; it also runs before `Redirect`. A redirect from http to https in another virtual host needs the page to call the https URL.",
                onlyOneLayer,
              ],
            ),
          ],
    vary: (policy) => [
      inHost(
        policy,
        ["origin", "vary"],
        [
          "A header that names one origin, always, needs no `Vary`; where Apache chooses among several, `merge` adds `Origin` to every answer.",
          clearCaches,
          onlyOneLayer,
        ],
      ),
    ],
    "repair-server": (policy) => [
      inHost(
        policy,
        ["origin"],
        [
          repairFirst,
          "502 and 503 mean that the application behind Apache is down: compare the address in `ProxyPass` with the one it listens on.",
        ],
      ),
    ],
  },
});

const place =
  "The lines stand in the `<VirtualHost>`. Enable the modules and reload: `a2enmod headers setenvif rewrite && apachectl configtest && apachectl graceful`.";

const withoutUserInfo: readonly Line[] = ["onsuccess", "always"].map((when) => ({
  changed: `Header ${when} edit Location "^(https?://)[^/@]*@" "$1"`,
}));

type Change = "preflight" | "origin" | "vary" | "unset";

function inHost(
  policy: Policy,
  changes: readonly Change[],
  warnings: readonly string[],
  extra: readonly Line[] = [],
): Snippet {
  return snippet([...lines(policy, changes), ...extra], [...warnings, place]);
}

function lines(policy: Policy, changes: readonly Change[]): Line[] {
  const { origins, added } = policy;
  const several = origins !== "*" && origins.length > 1;
  const chosen = several ? " env=CORS_ORIGIN" : "";
  const origin = several ? '"%{CORS_ORIGIN}e"' : apacheString(origins === "*" ? "*" : (origins[0] ?? ""));
  const preflight = changes.includes("preflight");
  const newOrigin = added.origins.length > 0;
  return [
    "# In the virtual host, above everything that redirects:",
    mark(preflight, "RewriteEngine On"),
    mark(preflight, "RewriteCond %{REQUEST_METHOD} =OPTIONS"),
    mark(preflight, 'RewriteCond %{HTTP:Access-Control-Request-Method} !=""'),
    mark(preflight, "RewriteRule ^ - [R=204,L]"),
    ...(several
      ? origins.map((value) =>
          mark(added.origins.includes(value), `SetEnvIf Origin ${apachePattern(value)} CORS_ORIGIN=$0`),
        )
      : []),
    ...["Allow-Origin", "Allow-Credentials", "Allow-Methods", "Allow-Headers", "Expose-Headers", "Max-Age"].map(
      (name) => mark(changes.includes("unset"), `Header onsuccess unset Access-Control-${name}`),
    ),
    mark(changes.includes("origin") || newOrigin, `Header always set Access-Control-Allow-Origin ${origin}${chosen}`),
    several && mark(changes.includes("vary"), 'Header always merge Vary "Origin"'),
    ...grantHeaders(policy).map(({ name, value, changed }) =>
      mark(changed, `Header always set ${name} ${apacheString(value)}${chosen}`),
    ),
  ];
}
