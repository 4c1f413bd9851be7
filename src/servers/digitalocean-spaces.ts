import { byHost, defineServer } from "./server.ts";

/**
 * DigitalOcean Spaces, a store with the API of Amazon S3, and its CDN.
 * @see https://docs.digitalocean.com/products/spaces/how-to/configure-cors/
 */
export const digitaloceanSpaces = defineServer({
  id: "digitalocean-spaces",
  name: "DigitalOcean Spaces",
  layer: "product",
  recognize: (response) => byHost(response, /(^|\.)digitaloceanspaces\.com$/),
  answersItself: ({ status, body }) => status >= 400 && /<Error>\s*<Code>/.test(body ?? ""),
  stacks: [],
  setting: {
    title: "Add a CORS configuration for the page's origin to the bucket",
    language: "text",
    lines: ({ added, methods, headers }) => [
      "The bucket > Settings > CORS Configurations > Add",
      ...added.origins.map((origin) => `Origin: ${origin}`),
      `Allowed Methods: ${methods.filter((method) => spacesMethods.includes(method)).join(", ")}`,
      ...headers.map((header) => `Allowed Headers: ${header}`),
    ],
    warnings: ["Add one configuration for each origin. If the bucket has a CDN, purge the CDN's cache."],
  },
});

const spacesMethods = ["GET", "PUT", "DELETE", "POST", "HEAD"];
