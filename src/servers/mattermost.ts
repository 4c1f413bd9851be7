import { byHeaderName, defineServer } from "./server.ts";

/**
 * Mattermost. The end of its version header says whether a license is in use.
 * @see https://github.com/mattermost/mattermost/blob/master/server/channels/app/server.go
 * @see https://github.com/mattermost/mattermost/pull/9152
 */
export const mattermost = defineServer({
  id: "mattermost",
  name: "Mattermost",
  layer: "product",
  recognize: (response) =>
    /^\d+\.\d+\.\d+\..+\.(true|false)$/.test(response.header("X-Version-Id") ?? "")
      ? byHeaderName(response, ["X-Version-Id"])
      : undefined,
  stacks: [],
  setting: {
    title: "Add the page's origin to `AllowCorsFrom` of Mattermost",
    language: "json",
    lines: ({ added }) => [
      ...(added.origins.length > 0 ? [`"AllowCorsFrom": "${added.origins.join(" ")}",`] : []),
      ...(added.credentials ? ['"CorsAllowCredentials": true,'] : []),
    ],
    warnings: [
      "The line belongs into `ServiceSettings` of `config.json`. Keep the existing origins, separated by spaces. Then restart the server.",
    ],
  },
});
