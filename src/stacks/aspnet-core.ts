import type { Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, repairFirst, sendAuthorization } from "./writing/advice.ts";
import { credentialsLine, isNamed, listLine, namesOrigins, unprovenLine } from "./writing/lists.ts";
import { doubleQuoted } from "./writing/quote.ts";

/** ASP.NET Core with its own CORS middleware. */
export const aspnetCore = defineStack({
  id: "aspnet-core",
  name: "ASP.NET Core",
  language: "csharp",
  fix: {
    grant: (policy) => [inProgram(policy, false, [])],
    "answer-preflight": (policy) => [
      inProgram(policy, true, [
        "Under IIS, remove `OPTIONSVerbHandler` and the WebDAV module in `web.config`. Both may respond to `OPTIONS` first.",
      ]),
    ],
    "send-once": (policy) => [
      inProgram(policy, true, [
        "Delete all other code that sets `Access-Control-…` headers: `[EnableCors]`, `RequireCors`, `customHeaders` in `web.config`.",
      ]),
    ],
    "keep-on-errors": (policy) => [inProgram(policy, true, [], [], handled)],
    "avoid-redirect": (policy, { redirect }) =>
      redirect?.step === "actual"
        ? [
            inProgram(
              policy,
              false,
              [sendAuthorization],
              [
                "",
                "// Instead of the endpoint that redirects with `user:password@`.",
                {
                  changed: `app.Map(${doubleQuoted(redirect.path)}, () => Results.Redirect(${doubleQuoted(redirect.target)}, false, true));`,
                },
              ],
            ),
          ]
        : [inProgram(policy, true, [])],
    vary: (policy) => [inProgram(policy, false, [clearCaches], [], { above: varying })],
    "repair-server": (policy) => [inProgram(policy, true, [repairFirst], [], handled)],
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

function inProgram(
  policy: Policy,
  changed: boolean,
  warnings: readonly string[],
  below: readonly Line[] = [],
  { services = [], above = [] }: ExtraLines = {},
): Snippet {
  const { form, origins, methods, headers, exposed, maxAge, added } = policy;
  const isChange = form === "change";
  const call = (name: string, values: readonly string[], isNew: boolean) =>
    listLine(policy, isNew, `    .${name}(${values.map(doubleQuoted).join(", ")})`);
  const newOrigin = added.origins.length > 0;
  const calls: Line[] = [
    namesOrigins(policy) &&
      (origins === "*" ? mark(newOrigin, "    .AllowAnyOrigin()") : call("WithOrigins", origins, newOrigin)),
    credentialsLine(policy, "    .AllowCredentials()"),
    isNamed(policy, "methods") && call("WithMethods", methods, added.methods.length > 0),
    // A list beside AllowAnyMethod or AllowAnyHeader would replace it.
    unprovenLine(policy, "methods", `    .WithMethods(${methods.map(doubleQuoted).join(", ")})`),
    unprovenLine(policy, "headers", `    .WithHeaders(${headers.map(doubleQuoted).join(", ")})`),
    isNamed(policy, "headers") && call("WithHeaders", headers, added.headers.length > 0),
    isNamed(policy, "exposed") && call("WithExposedHeaders", exposed, added.exposed.length > 0),
    maxAge !== null && !isChange && `    .SetPreflightMaxAge(TimeSpan.FromSeconds(${maxAge}))`,
  ];
  const showsUse = !isChange || changed || below.length + services.length + above.length > 0;
  return snippet(
    [
      isChange
        ? "// In the app's CORS policy; keep its other calls and entries:"
        : "// Program.cs, before builder.Build():",
      "builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy",
      ...calls,
      "));",
      ...services,
      ...(showsUse
        ? [
            "",
            isChange
              ? "// Move UseCors right below builder.Build(), above redirects and authentication:"
              : "// Program.cs, right after builder.Build() and UseRouting:",
            ...above,
            mark(changed, "app.UseCors();"),
            ...below,
          ]
        : []),
    ],
    warnings,
  );
}
