import type { Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { changeApplicationInstead, clearCaches, repairFirst, sendAuthorization, whyNoVary } from "./writing/advice.ts";
import { asWhole, grantHeaders } from "./writing/grant-headers.ts";
import { namesOrigins, optionalLine } from "./writing/lists.ts";
import { apachePattern, apacheString } from "./writing/quote.ts";

/** Apache httpd 2.4, serving files or in front of an application. */
export const apache = defineStack({
  id: "apache",
  name: "Apache",
  language: "apache",
  fix: {
    grant: (policy) => [inHost(policy, [], [changeApplicationInstead])],
    "answer-preflight": (policy) => [inHost(policy, ["preflight"], [notInHtaccess, changeApplicationInstead])],
    "send-once": (policy) => [
      inHost(
        policy,
        ["unset"],
        [
          "Keep the `Header onsuccess unset` lines, or Apache sends the application's headers too.",
          "Delete `Header … Access-Control-…` lines in `.htaccess` files too.",
        ],
      ),
    ],
    "keep-on-errors": (policy) => [
      inHost(
        policy,
        ["origin"],
        [
          "Keep `always`. Without it, Apache adds no headers to its own 401, 404 and 503 responses.",
          changeApplicationInstead,
        ],
      ),
    ],
    "avoid-redirect": (policy, { redirect }) =>
      redirect?.step === "actual"
        ? [inHost(policy, [], [sendAuthorization, changeApplicationInstead], withoutUserInfo)]
        : [
            inHost(
              policy,
              ["preflight"],
              [
                notInHtaccess,
                "If another virtual host redirects to https, request the https URL.",
                changeApplicationInstead,
              ],
            ),
          ],
    vary: (policy) => [
      inHost(policy, ["origin", "vary"], [...whyNoVary(policy), clearCaches, changeApplicationInstead]),
    ],
    "repair-server": (policy) => [
      inHost(
        policy,
        ["origin"],
        [
          repairFirst,
          "502 and 503 mean that the application behind Apache is down. Compare `ProxyPass` with the address that the application listens on.",
        ],
      ),
    ],
  },
});

const notInHtaccess = "Do not put these lines into a `.htaccess` file. mod_rewrite runs too late there.";

const place =
  "Enable the modules, check and reload: `a2enmod headers setenvif rewrite && apachectl configtest && apachectl graceful`.";

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
  const isTakenOver = changes.includes("unset");
  const written = isTakenOver ? asWhole(policy) : policy;
  const { origins, added } = written;
  const isChange = written.form === "change";
  const namesOrigin = namesOrigins(written) || changes.length > 0;
  const several = origins !== "*" && origins.length > 1;
  const chosen = several && namesOrigin ? " env=CORS_ORIGIN" : "";
  const origin = several ? '"%{CORS_ORIGIN}e"' : apacheString(origins === "*" ? "*" : (origins[0] ?? ""));
  const preflight = changes.includes("preflight");
  const newOrigin = added.origins.length > 0;
  const preflights: Line[] = [
    mark(preflight, "RewriteEngine On"),
    mark(preflight, "RewriteCond %{REQUEST_METHOD} =OPTIONS"),
    mark(preflight, 'RewriteCond %{HTTP:Access-Control-Request-Method} !=""'),
    mark(preflight, "RewriteRule ^ - [R=204,L]"),
  ];
  // Apache takes no comment at the end of a line.
  return [
    isTakenOver && { changed: "# Instead of every other Header line for Access-Control-…; keep their entries:" },
    isChange
      ? "# In the virtual host; keep its other lines, and the other entries of these:"
      : "# In the virtual host, above everything that redirects:",
    ...(isChange && !preflight ? [] : preflights),
    ...(several && namesOrigin
      ? origins.map((value) =>
          mark(added.origins.includes(value), `SetEnvIf Origin ${apachePattern(value)} CORS_ORIGIN=$0`),
        )
      : []),
    ...(isChange
      ? []
      : ["Allow-Origin", "Allow-Credentials", "Allow-Methods", "Allow-Headers", "Expose-Headers", "Max-Age"].map(
          (name) => mark(isTakenOver, `Header onsuccess unset Access-Control-${name}`),
        )),
    namesOrigin &&
      mark(changes.includes("origin") || newOrigin, `Header always set Access-Control-Allow-Origin ${origin}${chosen}`),
    several && namesOrigin && mark(changes.includes("vary"), 'Header always merge Vary "Origin"'),
    ...grantHeaders(written).map(({ name, value, changed, isOptional }) => {
      const text = `Header always set ${name} ${apacheString(value)}${chosen}`;
      return isOptional ? optionalLine(text, "#") : mark(changed, text);
    }),
  ];
}
