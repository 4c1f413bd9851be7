import { byBody, defineServer, type ServerResponse } from "./server.ts";

/**
 * Jellyfin, a media server on ASP.NET Core. It measures each response in `X-Response-Time-ms`, and its clients send a
 * scheme of their own in `Authorization`, as Emby's clients do.
 * @see https://github.com/jellyfin/jellyfin/blob/master/Jellyfin.Server/Configuration/CorsPolicyProvider.cs
 * @see https://github.com/jellyfin/jellyfin/blob/master/Jellyfin.Api/Middleware/ResponseTimeMiddleware.cs
 * @see https://github.com/jellyfin/jellyfin/pull/4013
 */
export const jellyfin = defineServer({
  id: "jellyfin",
  name: "Jellyfin",
  layer: "product",
  recognize: (response) =>
    byBody(response, /"ProductName":"Jellyfin Server"/) ??
    (isTimedByKestrel(response)
      ? { certainty: "possible", evidence: "`X-Response-Time-ms` with `Server: Kestrel`" }
      : undefined) ??
    (response.port === "8096" ? { certainty: "possible", evidence: "port `8096`" } : undefined),
  stacks: [],
  setting: {
    title: "Add the page's origin to `CorsHosts` in `system.xml`",
    language: "xml",
    lines: ({ added }) => [
      "<CorsHosts>",
      ...added.origins.map((origin) => `  <string>${origin}</string>`),
      "</CorsHosts>",
    ],
    warnings: [
      "If there is a `CorsHosts` element already, add the origins to that element and remove `*`. Then restart Jellyfin.",
    ],
  },
});

function isTimedByKestrel({ header }: ServerResponse): boolean {
  return header("X-Response-Time-ms") !== null && /^Kestrel\b/.test(header("Server") ?? "");
}
