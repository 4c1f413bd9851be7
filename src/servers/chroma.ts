import { byHeaderName, byPath, defineServer, hasNoFramework } from "./server.ts";

/**
 * Chroma. Since version 1.0 it takes its list of origins from a configuration file, before from a variable.
 * @see https://github.com/chroma-core/chroma/blob/main/rust/frontend/sample_configs/single_node_full.yaml
 * @see https://docs.trychroma.com/docs/overview/migration
 */
export const chroma = defineServer({
  id: "chroma",
  name: "Chroma",
  layer: "product",
  recognize: (response) =>
    byHeaderName(response, ["chroma-trace-id"]) ??
    (hasNoFramework(response) ? byPath(response, response.port === "8000" ? anyRoute : routes) : undefined),
  stacks: [],
  setting: {
    title: "Add the page's origin to `cors_allow_origins` of Chroma",
    language: "yaml",
    lines: ({ added }) => (added.origins.length > 0 ? [`cors_allow_origins: ${JSON.stringify(added.origins)}`] : []),
    warnings: [
      "Keep the existing entries of the list. Then start Chroma with `chroma run --config config.yaml`.",
      "Before Chroma 1.0, set the variable `CHROMA_SERVER_CORS_ALLOW_ORIGINS` to the same list instead. Newer versions ignore the variable.",
    ],
  },
});

const routes = /^\/api\/v2\/(tenants\/[^/]+\/databases\b|heartbeat$|auth\/identity$|pre-flight-checks$)/;

/** The routes with those before version 1.0, whose names are usual, so that they count only on Chroma's port. */
const anyRoute = new RegExp(`${routes.source}|^/api/v1/(collections|heartbeat|pre-flight-checks)\\b`);
