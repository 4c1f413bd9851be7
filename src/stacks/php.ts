import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Snippet, snippet } from "./stack.ts";
import { clearCaches, deleteOthers, repairFirst, sendAuthorization, whyCompared } from "./writing/advice.ts";
import { type Part, phpCorsLines } from "./writing/php.ts";

/**
 * PHP without a framework: one file that every entry script requires first.
 * @see https://www.php.net/manual/en/function.header.php
 * @see https://www.php.net/manual/en/reserved.variables.server.php
 */
export const php = defineStack({
  id: "php",
  name: "PHP",
  language: "php",
  fix: {
    grant: (policy) => [file(policy, [], whyCompared(policy))],
    "answer-preflight": (policy) => [
      file(
        policy,
        ["preflight"],
        ["If the web server requires a password, as `.htaccess` can, let `OPTIONS` pass there: it runs before PHP."],
      ),
    ],
    "send-once": (policy) => [file(policy, ["origin"], [deleteOthers])],
    "keep-on-errors": (policy) => [
      file(
        policy,
        ["origin"],
        [
          "The headers stay on a response whose script fails with an exception or `exit`. Error pages of Apache or nginx do not reach PHP: set the headers there too.",
        ],
      ),
    ],
    "avoid-redirect": (policy, { redirect }) => [
      redirect?.step === "actual"
        ? file(policy, [], [sendAuthorization], redirect)
        : file(
            policy,
            ["preflight"],
            [
              "This answers preflights before PHP redirects. Apache and nginx redirect before PHP runs: change `.htaccess` or `server { }`, or let the page request the final URL.",
            ],
          ),
    ],
    vary: (policy) => [file(policy, ["vary"], [clearCaches])],
    "repair-server": (policy) => [file(policy, ["origin"], [repairFirst])],
  },
});

function file(
  policy: Policy,
  changes: readonly Part[],
  warnings: readonly string[],
  redirect: FixContext["redirect"] = null,
): Snippet {
  return snippet(
    [
      "<?php",
      "// cors.php. In every entry script, such as index.php, as the first line after <?php:",
      "//   require_once __DIR__ . '/cors.php';",
      "",
      ...phpCorsLines(policy, changes, redirect, {
        indent: "",
        step: "    ",
        list: (items) => `[${items.join(", ")}]`,
        status: "http_response_code",
        origin: "$_SERVER['HTTP_ORIGIN'] ?? ''",
      }),
    ],
    warnings,
  );
}
