import type { Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, deleteOthers, repairFirst, sendAuthorization, whyNamed } from "./writing/advice.ts";
import { doubleQuoted } from "./writing/quote.ts";

/** ASP.NET Core with its own CORS middleware. */
export const aspnetCore = defineStack({
  id: "aspnet-core",
  name: "ASP.NET Core",
  language: "csharp",
  fix: {
    grant: (policy) => [inProgram(policy, false, [order, ...whyNamed(policy)])],
    "answer-preflight": (policy) => [
      inProgram(policy, true, [
        order,
        "Under IIS the `OPTIONSVerbHandler` or a WebDAV module may answer `OPTIONS` first: remove it in `web.config`.",
      ]),
    ],
    "send-once": (policy) => [
      inProgram(policy, true, [
        "Delete `[EnableCors]`, `RequireCors` and `customHeaders` of `web.config`.",
        deleteOthers,
      ]),
    ],
    "keep-on-errors": (policy) => [
      inProgram(
        policy,
        true,
        [
          "`UseCors` adds the headers as the answer starts, so that errors of all that stands below it carry them. The bare 500 for an exception that nobody handles has none: hence `UseExceptionHandler`, unless the app calls it already. Nor have IIS's own error pages.",
          order,
        ],
        [],
        handled,
      ),
    ],
    "avoid-redirect": (policy, { redirect }) =>
      redirect?.step === "actual"
        ? [
            inProgram(
              policy,
              false,
              [sendAuthorization, order],
              [
                "",
                "// Instead of the endpoint that redirects with `user:password@`.",
                {
                  changed: `app.Map(${doubleQuoted(redirect.path)}, () => Results.Redirect(${doubleQuoted(redirect.target)}, false, true));`,
                },
              ],
            ),
          ]
        : [
            inProgram(policy, true, [
              "`UseHttpsRedirection` redirects preflights too: `UseCors` stands above it, and the page should call the https URL.",
            ]),
          ],
    vary: (policy) => [
      inProgram(
        policy,
        false,
        ["ASP.NET Core leaves `Vary` off the answers to foreign origins, and to none.", clearCaches],
        [],
        { above: varying },
      ),
    ],
    "repair-server": (policy) => [inProgram(policy, true, [repairFirst, order], [], handled)],
  },
});

interface ExtraLines {
  /** Lines before `builder.Build()`. */
  readonly services?: readonly Line[];
  /** Lines right after `builder.Build()`, before `UseCors`. */
  readonly above?: readonly Line[];
}

const handled: ExtraLines = {
  services: [{ changed: "builder.Services.AddProblemDetails();" }],
  above: [{ changed: "app.UseExceptionHandler();" }],
};

/** Adds `Vary` when the response starts, because an exception handler clears headers that were set before. */
const varying: readonly Line[] = [
  { changed: "app.Use((context, next) =>" },
  { changed: "{" },
  { changed: "    context.Response.OnStarting(() =>" },
  { changed: "    {" },
  { changed: '        context.Response.Headers.Append("Vary", "Origin");' },
  { changed: "        return Task.CompletedTask;" },
  { changed: "    });" },
  { changed: "    return next(context);" },
  { changed: "});" },
];

const order =
  "`UseCors` stands right after `builder.Build()`: before `UseHttpsRedirection`, `UseAuthentication` and `UseAuthorization`, which would answer preflights themselves; after `UseRouting`, where the app calls it.";

function inProgram(
  policy: Policy,
  changed: boolean,
  warnings: readonly string[],
  below: readonly Line[] = [],
  { services = [], above = [] }: ExtraLines = {},
): Snippet {
  const { origins, credentials, methods, headers, exposed, maxAge, added } = policy;
  const call = (name: string, values: readonly string[]) => `    .${name}(${values.map(doubleQuoted).join(", ")})`;
  const calls: Line[] = [
    mark(added.origins.length > 0, origins === "*" ? "    .AllowAnyOrigin()" : call("WithOrigins", origins)),
    credentials && mark(added.credentials, "    .AllowCredentials()"),
    mark(added.methods.length > 0, call("WithMethods", methods)),
    headers.length > 0 && mark(added.headers.length > 0, call("WithHeaders", headers)),
    exposed.length > 0 && call("WithExposedHeaders", exposed),
    maxAge !== null && `    .SetPreflightMaxAge(TimeSpan.FromSeconds(${maxAge}))`,
  ];
  return snippet(
    [
      "// Program.cs, before builder.Build():",
      "builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy",
      ...calls,
      "));",
      ...services,
      "",
      "// Program.cs, right after builder.Build():",
      ...above,
      mark(changed, "app.UseCors();"),
      ...below,
    ],
    warnings,
  );
}
