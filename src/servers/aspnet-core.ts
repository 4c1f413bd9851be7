import { byBody, byCookie, byHeader, defineServer, type ServerResponse } from "./server.ts";

/**
 * ASP.NET Core on its server Kestrel. `UseCors` answers every preflight with 204, without CORS headers where it refuses. An
 * unhandled exception and a path without a route get an empty response; `ProblemDetails` have a trace id.
 * @see https://learn.microsoft.com/en-us/dotnet/api/microsoft.aspnetcore.server.kestrel.core.kestrelserveroptions.addserverheader
 * @see https://github.com/dotnet/aspnetcore/blob/main/src/Middleware/CORS/src/Infrastructure/CorsMiddleware.cs
 * @see https://github.com/dotnet/aspnetcore/blob/main/src/Mvc/Mvc.Core/src/Infrastructure/DefaultProblemDetailsFactory.cs
 * @see https://github.com/dotnet/aspnetcore/blob/main/src/Shared/ProblemDetails/ProblemDetailsDefaults.cs
 * @see https://github.com/dotnet/aspnetcore/blob/main/src/Security/Authentication/Cookies/src/CookieAuthenticationDefaults.cs
 */
export const aspnetCore = defineServer({
  id: "aspnet-core",
  name: "ASP.NET Core",
  layer: "framework",
  recognize: (response) =>
    byHeader(response, "Server", isKestrel) ??
    byCookie(response, /^\.AspNetCore\./) ??
    (isProblem(response) ? byBody(response, /"traceId":"(?=00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]")/) : undefined),
  answersItself: ({ method, status, header, body }) =>
    isKestrel.test(header("Server") ?? "") &&
    !body &&
    ((method === "OPTIONS" && status === 204) ||
      ((status === 404 || status === 405 || status === 500) && header("Content-Length") === "0")),
  stacks: ["aspnet-core"],
});

const isKestrel = /^Kestrel$/i;

function isProblem({ header }: ServerResponse): boolean {
  return /^application\/problem\+json\b/i.test(header("Content-Type") ?? "");
}
