import type { Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, onlyOneLayer, repairFirst, sendAuthorization, whyNamed } from "./writing/advice.ts";
import { grantHeaders } from "./writing/grant-headers.ts";
import { haproxyString } from "./writing/quote.ts";

/** HAProxy 2.4 or newer in front of an application. */
export const haproxy = defineStack({
  id: "haproxy",
  name: "HAProxy",
  language: "haproxy",
  fix: {
    grant: (policy) => [inFrontend(policy, [], [onlyOneLayer, ...whyNamed(policy)])],
    "answer-preflight": (policy) => [
      inFrontend(
        policy,
        ["preflight"],
        [
          "HAProxy goes through the rules in order: only preflights skip the `http-request auth`, `deny` and `redirect` lines below.",
          onlyOneLayer,
        ],
      ),
    ],
    "send-once": (policy) => [
      inFrontend(
        policy,
        ["hide"],
        ["`del-header` takes off what the application sends, and every other `http-response` line of HAProxy itself."],
      ),
    ],
    "keep-on-errors": (policy) => [
      inFrontend(
        policy,
        ["origin"],
        [
          "`http-response` misses the answers that HAProxy makes itself, such as 503: `http-after-response` does not.",
          onlyOneLayer,
        ],
      ),
    ],
    "avoid-redirect": (policy, { redirect }) =>
      redirect?.step === "actual"
        ? [inFrontend(policy, [], [sendAuthorization, onlyOneLayer], withoutUserInfo)]
        : [
            inFrontend(
              policy,
              ["preflight"],
              [
                "Put it above every `http-request redirect`; a frontend that only redirects http to https needs the page to call the https URL.",
                onlyOneLayer,
              ],
            ),
          ],
    vary: (policy) => [
      inFrontend(
        policy,
        ["origin", "vary"],
        [
          "A header that names one origin, always, needs no `Vary`; where HAProxy chooses among several, every answer varies.",
          clearCaches,
          onlyOneLayer,
        ],
      ),
    ],
    "repair-server": (policy) => [
      inFrontend(
        policy,
        ["origin"],
        [repairFirst, "503 means that no server of the backend is up: HAProxy's log says which check failed."],
      ),
    ],
  },
});

const place =
  "The lines stand in the `frontend`, above its other `http-request` lines. Check and reload: `haproxy -c -f /etc/haproxy/haproxy.cfg && systemctl reload haproxy`.";

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
  const { origins, added } = policy;
  const several = origins !== "*" && origins.length > 1;
  const chosen = several ? " if { var(txn.cors_origin) -m found }" : "";
  const origin = several ? "%[var(txn.cors_origin)]" : haproxyString(origins === "*" ? "*" : (origins[0] ?? ""));
  const set = (changed: boolean, name: string, value: string) =>
    mark(changed, `http-after-response set-header ${name} ${value}${chosen}`);
  return [
    "# In the frontend, above its other http-request lines:",
    ...(several
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
    mark(
      changes.includes("preflight"),
      "http-request return status 204 if { method OPTIONS } { req.hdr(Access-Control-Request-Method) -m found }",
    ),
    mark(changes.includes("hide"), "http-after-response del-header Access-Control- -m beg"),
    several && mark(changes.includes("vary"), "http-after-response add-header Vary Origin"),
    set(changes.includes("origin") || added.origins.length > 0, "Access-Control-Allow-Origin", origin),
    ...grantHeaders(policy).map(({ name, value, changed }) => set(changed, name, haproxyString(value))),
  ];
}
