import type { Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { changeApplicationInstead, clearCaches, repairFirst, sendAuthorization, whyNoVary } from "./writing/advice.ts";
import { asWhole, grantHeaders } from "./writing/grant-headers.ts";
import { everyOtherPage, listLine, namesOrigins, optionalLine } from "./writing/lists.ts";
import { haproxyString } from "./writing/quote.ts";

/** HAProxy 2.4 or newer in front of an application. */
export const haproxy = defineStack({
  id: "haproxy",
  name: "HAProxy",
  language: "haproxy",
  staysOpen: true,
  fix: {
    grant: (policy) => [inFrontend(policy, [], [changeApplicationInstead])],
    "answer-preflight": (policy) => [inFrontend(policy, ["preflight"], [changeApplicationInstead])],
    "send-once": (policy) => [
      inFrontend(policy, ["hide"], ["Keep `del-header`, or HAProxy sends the application's headers too."]),
    ],
    "keep-on-errors": (policy) => [
      inFrontend(
        policy,
        ["origin"],
        [
          "Do not use `http-response` instead. HAProxy's own responses, such as 503, would lack these headers.",
          changeApplicationInstead,
        ],
      ),
    ],
    "avoid-redirect": (policy, { redirect }) =>
      redirect?.step === "actual"
        ? [inFrontend(policy, [], [sendAuthorization, changeApplicationInstead], withoutUserInfo)]
        : [
            inFrontend(
              policy,
              ["preflight"],
              ["If another frontend redirects to https, request the https URL.", changeApplicationInstead],
            ),
          ],
    vary: (policy) => [
      inFrontend(policy, ["origin", "vary"], [...whyNoVary(policy), clearCaches, changeApplicationInstead]),
    ],
    "repair-server": (policy) => [
      inFrontend(
        policy,
        ["origin"],
        [repairFirst, "503 means that no server of the backend is up. Look for the failed check in HAProxy's log."],
      ),
    ],
  },
});

const place = "Check and reload: `haproxy -c -f /etc/haproxy/haproxy.cfg && systemctl reload haproxy`.";

const withoutUserInfo: readonly Line[] = [
  { changed: "http-after-response replace-header Location '^(https?://)[^/@]*@(.*)$' '\\1\\2'" },
];

type Change = "preflight" | "origin" | "vary" | "hide";

function inFrontend(
  policy: Policy,
  changes: readonly Change[],
  warnings: readonly string[],
  extra: readonly Line[] = [],
): Snippet {
  return snippet([...lines(policy, changes), ...extra], [...warnings, place]);
}

function lines(policy: Policy, changes: readonly Change[]): Line[] {
  const isTakenOver = changes.includes("hide");
  const written = isTakenOver ? asWhole(policy) : policy;
  const { form, origins, staysOpen, added } = written;
  const isChange = form === "change";
  const namesOrigin = namesOrigins(written) || changes.length > 0;
  const several = origins !== "*" && (origins.length > 1 || staysOpen);
  const isListed = "{ var(txn.cors_origin) -m found }";
  const chosen = several && namesOrigin ? ` if ${isListed}` : "";
  const origin = several ? "%[var(txn.cors_origin)]" : haproxyString(origins === "*" ? "*" : (origins[0] ?? ""));
  const set = (name: string, value: string) => `http-after-response set-header ${name} ${value}`;
  const preflight = changes.includes("preflight");
  return [
    isTakenOver && { changed: "# Instead of every other line for Access-Control-… headers; keep their entries:" },
    isChange
      ? "# In the frontend, above its other http-request lines; keep those, and the other entries:"
      : "# In the frontend, above its other http-request lines:",
    ...(several && namesOrigin
      ? [
          ...origins.map((value) =>
            mark(
              added.origins.includes(value),
              `acl cors_origin_allowed req.hdr(Origin) -m str ${haproxyString(value)}`,
            ),
          ),
          "http-request set-var(txn.cors_origin) req.hdr(Origin) if cors_origin_allowed",
        ]
      : []),
    (!isChange || preflight) &&
      mark(
        preflight,
        "http-request return status 204 if { method OPTIONS } { req.hdr(Access-Control-Request-Method) -m found }",
      ),
    !isChange && mark(isTakenOver, "http-after-response del-header Access-Control- -m beg"),
    several && namesOrigin && mark(changes.includes("vary") || staysOpen, "http-after-response add-header Vary Origin"),
    namesOrigin &&
      mark(
        changes.includes("origin") || added.origins.length > 0,
        `${set("Access-Control-Allow-Origin", origin)}${chosen}`,
      ),
    staysOpen && {
      changed: `${set("Access-Control-Allow-Origin", "*")} unless ${isListed} # ${everyOtherPage}`,
    },
    ...grantHeaders(written).map(({ name, value, changed, isList, isOptional }): Line => {
      const text = `${set(name, haproxyString(value))}${chosen}`;
      if (isOptional) return optionalLine(text, "#");
      return isList ? listLine(written, changed, text, "#") : mark(changed, text);
    }),
  ];
}
