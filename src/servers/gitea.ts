import { byCookie, byHeader, defineServer, hasNoFramework } from "./server.ts";

/**
 * Gitea and Forgejo. CORS is off until `app.ini` turns it on. Their API sends `no-transform` behind the directives that
 * other servers send too, and always allows `Authorization`.
 * @see https://github.com/go-gitea/gitea/blob/main/modules/setting/cors.go
 * @see https://github.com/go-gitea/gitea/blob/main/services/context/api.go
 * @see https://github.com/go-gitea/gitea/issues/24067
 */
export const gitea = defineServer({
  id: "gitea",
  name: "Gitea",
  layer: "product",
  recognize: (response) =>
    byCookie(response, /^i_like_(gitea|forgejo)$/) ??
    (response.path.startsWith("/api/v1/") && hasNoFramework(response)
      ? byHeader(response, "Cache-Control", /^max-age=0, private, must-revalidate, no-transform$/, "possible")
      : undefined),
  stacks: [],
  setting: {
    title: "Turn on CORS in `app.ini` and add the page's origin",
    language: "ini",
    // Each line replaces a whole setting, so the lists repeat the defaults.
    lines: ({ methods, headers, added }) => {
      const own = headers.filter((name) => !usualHeaders.test(name));
      const changes = [
        ...(added.origins.length > 0 ? [`ALLOW_DOMAIN = ${added.origins.join(", ")}`] : []),
        ...(added.methods.some((method) => !usualMethods.includes(method))
          ? [`METHODS = ${[...new Set([...usualMethods, ...methods])].join(", ")}`]
          : []),
        ...(added.headers.some((name) => own.includes(name))
          ? [`HEADERS = ${["Content-Type", "User-Agent", ...own].join(", ")}`]
          : []),
        ...(added.credentials ? ["ALLOW_CREDENTIALS = true"] : []),
      ];
      return changes.length > 0 ? ["[cors]", "ENABLED = true", ...changes] : [];
    },
    warnings: ["Keep the existing entries of each setting, separated by commas. Then restart the server."],
  },
});

const usualMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const usualHeaders = /^(authorization|content-type|user-agent)$/i;
