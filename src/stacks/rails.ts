import type { Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, deleteOthers, repairFirst, sendAuthorization, whyNamed } from "./writing/advice.ts";
import { rubySymbols, singleQuoted, singleQuotedList } from "./writing/quote.ts";

/** Ruby on Rails with rack-cors. */
export const rails = defineStack({
  id: "rails",
  name: "Rails",
  language: "ruby",
  fix: {
    grant: (policy) => [initializer(policy, false, whyNamed(policy))],
    "answer-preflight": (policy) => [
      initializer(policy, true, [
        "`insert_before 0` puts rack-cors above authentication and routes, neither of which sees a preflight.",
      ]),
    ],
    "send-once": (policy) => [initializer(policy, true, [deleteOthers])],
    "keep-on-errors": (policy) => [
      initializer(policy, true, [
        "Above `ActionDispatch::ShowExceptions` rack-cors sees Rails' own 404 and 500 answers too.",
      ]),
    ],
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
        : [
            initializer(policy, true, [
              "Above `ActionDispatch::SSL` (`config.force_ssl`) rack-cors answers preflights before they are redirected; the actual request is redirected as before.",
            ]),
          ],
    vary: (policy) => [
      initializer(policy, true, [
        "rack-cors sends `Vary: Origin` wherever its `resource` matches the path.",
        clearCaches,
      ]),
    ],
    "repair-server": (policy) => [initializer(policy, true, [repairFirst])],
  },
});

const restart =
  "Restart the server: initializers run once. Where `config/initializers/cors.rb` exists, the lines replace it: of two, the outer one answers every preflight.";

function initializer(
  policy: Policy,
  changed: boolean,
  warnings: readonly string[],
  extra: readonly Line[] = [],
): Snippet {
  const { origins, credentials, methods, headers, exposed, maxAge, added } = policy;
  const named = origins === "*" ? ["*"] : origins;
  const options: Line[] = [
    mark(added.methods.length > 0, `methods: ${rubySymbols(methods.map((method) => method.toLowerCase()))}`),
    mark(added.headers.length > 0, `headers: ${singleQuotedList(headers)}`),
    credentials && mark(added.credentials, "credentials: true"),
    exposed.length > 0 && `expose: ${singleQuotedList(exposed)}`,
    maxAge !== null && `max_age: ${maxAge}`,
  ].filter((line) => line !== false);
  return snippet(
    [
      "# config/initializers/cors.rb; in the Gemfile: gem 'rack-cors'",
      mark(changed, "Rails.application.config.middleware.insert_before 0, Rack::Cors do"),
      "  allow do",
      mark(added.origins.length > 0, `    origins ${named.map(singleQuoted).join(", ")}`),
      "    resource '*',",
      ...options.map((line, index) => indented(line, index < options.length - 1 ? "," : "")),
      "  end",
      "end",
      ...extra,
    ],
    [...warnings, restart],
  );
}

function indented(line: Line, end: string): Line {
  if (line === false) return false;
  return typeof line === "string" ? `      ${line}${end}` : { changed: `      ${line.changed}${end}` };
}
