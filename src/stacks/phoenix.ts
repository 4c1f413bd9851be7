import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, deleteOthers, repairFirst, sendAuthorization } from "./writing/advice.ts";
import { credentialsLine, isNamed, listLine, unprovenLine } from "./writing/lists.ts";
import { elixirString, elixirStrings } from "./writing/quote.ts";

/**
 * Phoenix with Corsica 2 as the first plug of the endpoint. Corsica answers every preflight with 200, allowed or not. It
 * allows PUT, PATCH and DELETE without a list, and sends `Vary` only to an allowed origin of several. Phoenix renders an
 * error of the router with the headers that are set by then, and an error of an earlier plug without them.
 * @see https://hexdocs.pm/corsica/Corsica.html
 * @see https://github.com/whatyouhide/corsica/blob/main/lib/corsica.ex
 * @see https://github.com/phoenixframework/phoenix/blob/main/lib/phoenix/endpoint/render_errors.ex
 * @see https://hexdocs.pm/phoenix/Phoenix.Endpoint.html
 */
export const phoenix = defineStack({
  id: "phoenix",
  name: "Phoenix",
  language: "elixir",
  fix: {
    grant: (policy) => [firstPlug(policy, false, [])],
    "answer-preflight": (policy) => [firstPlug(policy, true, [])],
    "send-once": (policy) => [firstPlug(policy, true, [deleteOthers])],
    "keep-on-errors": (policy) => [
      firstPlug(policy, true, ["Errors of `Plug.Parsers`, such as invalid JSON, still lack these headers."]),
    ],
    "avoid-redirect": (policy, { redirect }) =>
      redirect?.step === "actual"
        ? [firstPlug(policy, false, [sendAuthorization], [], redirectLines(redirect))]
        : [
            firstPlug(policy, true, [
              "If the endpoint's `force_ssl` redirects, request the https URL. `force_ssl` runs before every plug.",
            ]),
          ],
    vary: (policy) => [firstPlug(policy, false, [clearCaches], varying)],
    "repair-server": (policy) => [firstPlug(policy, true, [repairFirst])],
  },
});

/** A plug that adds `Vary` as the response is sent, because `Plug.Static` sets a `Vary` of its own. */
const varying: readonly Line[] = [
  "# Corsica leaves Vary off responses to other origins, and to requests without one.",
  { changed: "plug :vary_by_origin" },
  "",
  { changed: "defp vary_by_origin(conn, _opts) do" },
  { changed: '  register_before_send(conn, &prepend_resp_headers(&1, [{"vary", "Origin"}]))' },
  { changed: "end" },
  "",
];

function redirectLines({ path, target }: NonNullable<FixContext["redirect"]>): Line[] {
  return [
    "",
    "# Instead of the route that redirects with `user:password@`.",
    { changed: "plug :redirect_without_password" },
    "",
    { changed: `defp redirect_without_password(%{request_path: ${elixirString(path)}} = conn, _opts) do` },
    { changed: `  conn |> put_resp_header("location", ${elixirString(target)}) |> send_resp(307, "") |> halt()` },
    { changed: "end" },
    "",
    { changed: "defp redirect_without_password(conn, _opts), do: conn" },
  ];
}

function firstPlug(
  policy: Policy,
  changed: boolean,
  warnings: readonly string[],
  above: readonly Line[] = [],
  below: readonly Line[] = [],
): Snippet {
  const { form, origins, methods, headers, exposed, maxAge, added } = policy;
  const isChange = form === "change";
  const written = form === "new" ? [...new Set([...methods, ...defaultMethods])] : methods;
  const needsMethods = form !== "new" || methods.some((name) => !defaultMethods.includes(name));
  const option = (isNew: boolean, text: string) => listLine(policy, isNew, `  ${text},`, "#");
  // The origins stand last, so that every other option ends with a comma.
  const options: Line[] = [
    credentialsLine(policy, "  allow_credentials: true,", "#"),
    needsMethods &&
      isNamed(policy, "methods") &&
      option(added.methods.length > 0, `allow_methods: ${elixirStrings(written)}`),
    unprovenLine(policy, "methods", `  allow_methods: ${elixirStrings(methods)},`, "#"),
    unprovenLine(policy, "headers", `  allow_headers: ${elixirStrings(headers)},`, "#"),
    isNamed(policy, "headers") && option(added.headers.length > 0, `allow_headers: ${elixirStrings(headers)}`),
    isNamed(policy, "exposed") && option(added.exposed.length > 0, `expose_headers: ${elixirStrings(exposed)}`),
    maxAge !== null && !isChange && `  max_age: ${maxAge},`,
    listLine(
      policy,
      added.origins.length > 0,
      `  origins: ${origins === "*" ? elixirString("*") : elixirStrings(origins)}`,
      "#",
    ),
  ];
  return snippet(
    [
      ...(isChange
        ? [
            changed
              ? "# Move `plug Corsica` right below `use Phoenix.Endpoint`; keep its options:"
              : "# In the endpoint's `plug Corsica`; keep its other options and entries:",
          ]
        : [
            '# mix.exs, in deps: {:corsica, "~> 2.1"}',
            "",
            "# lib/my_app_web/endpoint.ex, right after `use Phoenix.Endpoint`: before",
            "# Plug.Static, Plug.Parsers, authentication and the router.",
          ]),
      ...above,
      mark(changed, "plug Corsica,"),
      ...options,
      ...below,
    ],
    warnings,
  );
}

/** The methods that Corsica allows without a list. */
const defaultMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
