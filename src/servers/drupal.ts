import { singleQuoted } from "../stacks/writing/quote.ts";
import { byHeader, byHeaderName, defineServer } from "./server.ts";

/**
 * Drupal. Its CORS code is off until a file of the site turns it on, and allows no header and no method by itself.
 * @see https://www.drupal.org/node/2715637
 * @see https://github.com/drupal/drupal/blob/11.x/sites/default/default.services.yml
 */
export const drupal = defineServer({
  id: "drupal",
  name: "Drupal",
  layer: "product",
  recognize: (response) =>
    byHeader(response, "X-Generator", /^Drupal\b/) ??
    byHeaderName(response, ["X-Drupal-Cache", "X-Drupal-Dynamic-Cache"]),
  stacks: [],
  setting: {
    title: "Turn on `cors.config` in `sites/default/services.yml` and add the page's origin",
    language: "yaml",
    lines: ({ methods, headers, added }) => {
      const changes = [
        ...line("allowedOrigins", added.origins),
        ...line("allowedMethods", added.methods.length > 0 ? methods : []),
        ...line("allowedHeaders", added.headers.length > 0 ? headers : []),
        ...line("exposedHeaders", added.exposed),
        ...(added.credentials ? ["    supportsCredentials: true"] : []),
      ];
      return changes.length > 0 ? ["parameters:", "  cors.config:", "    enabled: true", ...changes] : [];
    },
    warnings: [
      "Copy `default.services.yml` to `services.yml` if there is none. Keep the existing entries of each list. Then run `drush cache:rebuild`.",
    ],
  },
});

function line(name: string, values: readonly string[]): string[] {
  return values.length > 0 ? [`    ${name}: [${values.map(singleQuoted).join(", ")}]`] : [];
}
