import { byBody, byHeader, byHost, defineServer } from "./server.ts";

/**
 * Appwrite, in its cloud or self-hosted. It allows the hosts of the project's platforms: for another origin,
 * `Access-Control-Allow-Origin` names localhost, and requests that write get a 403.
 * @see https://github.com/appwrite/appwrite/blob/main/app/controllers/general.php
 * @see https://appwrite.io/docs/partners/project/platforms
 * @see https://appwrite.io/blog/post/three-important-steps-you-need-to-complete-with-appwrite
 */
export const appwrite = defineServer({
  id: "appwrite",
  name: "Appwrite",
  layer: "product",
  recognize: (response) =>
    byHeader(response, "Server", /^Appwrite$/i) ??
    byHost(response, /(^|\.)cloud\.appwrite\.io$/) ??
    byBody(response, originRefusal),
  answersItself: ({ status, body }) => status === 403 && originRefusal.test(body ?? ""),
  stacks: [],
  setting: {
    title: "Add the page's host as a Web platform of the project",
    language: "text",
    lines: ({ added }) =>
      added.origins.flatMap((origin) => [
        "Open the project in the Appwrite console: Overview > Integrations > Platforms",
        "Add platform > Web",
        `Hostname: ${origin.replace(/^[a-z][a-z0-9+.-]*:\/\//, "").replace(/:\d+$/, "")}`,
      ]),
    warnings: [
      "Enter the host name without scheme and port. The page must send the project's ID in `X-Appwrite-Project`.",
    ],
  },
});

const originRefusal = /Invalid Origin\. Register your new client/;
