import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Snippet, snippet } from "./stack.ts";
import { clearCaches, deleteOthers, repairFirst, sendAuthorization } from "./writing/advice.ts";
import { addsToLists } from "./writing/js-headers.ts";
import { errorPagesInFront, type Part, phpCorsLines, phpHeaderLines } from "./writing/php.ts";

/**
 * PHP without a framework: one file that every entry script requires first.
 * @see https://www.php.net/manual/en/function.header.php
 * @see https://www.php.net/manual/en/reserved.variables.server.php
 */
export const php = defineStack({
  id: "php",
  name: "PHP",
  language: "php",
  staysOpen: true,
  fix: {
    grant: (policy) => [file(policy, [], [])],
    "answer-preflight": (policy) => [
      file(policy, ["preflight"], ["If the web server or `.htaccess` requires a password, let `OPTIONS` pass there."]),
    ],
    "send-once": (policy) => [file(policy, ["origin"], [deleteOthers])],
    "keep-on-errors": (policy) => [file(policy, ["origin"], [errorPagesInFront])],
    "avoid-redirect": (policy, { redirect }) => [
      redirect?.step === "actual"
        ? file(policy, [], [sendAuthorization], redirect)
        : file(
            policy,
            ["preflight"],
            ["If `.htaccess` or nginx redirects, request the final URL, or change the redirect there."],
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
  if (addsToLists(policy, changes) && redirect === null) {
    const place = "// Where PHP sets the CORS headers; keep the other entries:";
    return snippet(["<?php", place, ...phpHeaderLines(policy, style)], warnings);
  }
  const place =
    policy.form === "change"
      ? ["// cors.php, in place of the lines that set these headers; keep their entries. In every entry script:"]
      : ["// cors.php. In every entry script, such as index.php, as the first line after <?php:"];
  return snippet(
    [
      "<?php",
      ...place,
      "//   require_once __DIR__ . '/cors.php';",
      "",
      ...phpCorsLines(policy, changes, redirect, style),
    ],
    warnings,
  );
}

const style = {
  indent: "",
  step: "    ",
  list: (items: readonly string[]) => `[${items.join(", ")}]`,
  status: "http_response_code",
  origin: "$_SERVER['HTTP_ORIGIN'] ?? ''",
};
