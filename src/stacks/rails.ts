import type { Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, deleteOthers, repairFirst, sendAuthorization } from "./writing/advice.ts";
import { asWhole } from "./writing/grant-headers.ts";
import { credentialsLine, everyOtherPage, isNamed, listLine, namesOrigins, withUnproven } from "./writing/lists.ts";
import { rubySymbols, singleQuoted, singleQuotedList } from "./writing/quote.ts";

/** Ruby on Rails with rack-cors. */
export const rails = defineStack({
  id: "rails",
  name: "Rails",
  language: "ruby",
  staysOpen: true,
  fix: {
    grant: (policy) => [initializer(policy, false, [])],
    "answer-preflight": (policy) => [initializer(policy, true, [])],
    "send-once": (policy) => [initializer(policy, true, [deleteOthers])],
    "keep-on-errors": (policy) => [initializer(policy, true, [])],
    "avoid-redirect": (policy, { redirect }) =>
      redirect?.step === "actual"
        ? [
            initializer(
              policy,
              false,
              [sendAuthorization],
              [
                "",
                "# At the top of config/routes.rb, in place of the route that redirects with `user:password@`:",
                { changed: "Rails.application.routes.prepend do" },
                {
                  changed: `  match ${singleQuoted(redirect.path)}, via: :all, to: redirect(${singleQuoted(redirect.target)}, status: 307)`,
                },
                { changed: "end" },
              ],
            ),
          ]
        : [initializer(policy, true, [])],
    vary: (policy) => [initializer(policy, true, [clearCaches])],
    "repair-server": (policy) => [initializer(policy, true, [repairFirst])],
  },
});

const restart = "Restart the server. Rails runs initializers only at the start.";

function initializer(
  given: Policy,
  changed: boolean,
  warnings: readonly string[],
  extra: readonly Line[] = [],
): Snippet {
  const policy = withUnproven(given);
  const { form, origins, staysOpen, added } = policy;
  const named = origins === "*" ? ["*"] : origins;
  const block: Line[] = [
    mark(staysOpen, "  allow do"),
    (namesOrigins(policy) || changed) &&
      listLine(policy, added.origins.length > 0, `    origins ${named.map(singleQuoted).join(", ")}`, "#"),
    mark(staysOpen, "    resource '*',"),
    ...resourceOptions(staysOpen ? asWhole(policy) : policy),
    mark(staysOpen, "  end"),
    ...(staysOpen && form !== "change" ? openBlock(policy) : []),
  ];
  return snippet(
    [
      placeOf(policy, changed),
      mark(changed, "Rails.application.config.middleware.insert_before 0, Rack::Cors do"),
      ...block,
      "end",
      ...extra,
    ],
    [...warnings, restart],
  );
}

/** The block that keeps `*` for every other page, which the server has already where the code is a change. */
function openBlock({ methods }: Policy): Line[] {
  return [
    "  allow do",
    `    origins '*' # ${everyOtherPage}`,
    `    resource '*', methods: ${rubySymbols(methods.map((method) => method.toLowerCase()))}`,
    "  end",
  ];
}

function placeOf({ form, staysOpen }: Policy, changed: boolean): string {
  const file = "# config/initializers/cors.rb";
  if (staysOpen) return `${file}: a block above the present one, which keeps * for all other pages:`;
  if (form !== "change") return `${file}; in the Gemfile: gem 'rack-cors'`;
  return changed
    ? `${file}: insert rack-cors at 0; keep its other blocks, options and entries:`
    : `${file}; keep its other blocks, options and entries:`;
}

/** The options of `resource`. The methods stand last, so that every other option ends with a comma. */
function resourceOptions(policy: Policy): Line[] {
  const { form, methods, headers, exposed, maxAge, added } = policy;
  return [
    isNamed(policy, "headers") &&
      listLine(policy, added.headers.length > 0, `      headers: ${singleQuotedList(headers)},`, "#"),
    credentialsLine(policy, "      credentials: true,", "#"),
    isNamed(policy, "exposed") &&
      listLine(policy, added.exposed.length > 0, `      expose: ${singleQuotedList(exposed)},`, "#"),
    maxAge !== null && form !== "change" && `      max_age: ${maxAge},`,
    listLine(
      policy,
      added.methods.length > 0,
      `      methods: ${rubySymbols(methods.map((method) => method.toLowerCase()))}`,
      "#",
    ),
  ];
}
