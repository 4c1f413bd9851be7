import { byHeader, defineServer } from "./server.ts";

/**
 * Kubo, formerly go-ipfs. Its API refuses every `Origin` that is not in the configuration with 403.
 * @see https://github.com/ipfs/kubo/issues/6204
 * @see https://github.com/ipfs/kubo/blob/master/core/corehttp/commands.go
 */
export const kubo = defineServer({
  id: "kubo",
  name: "Kubo",
  layer: "product",
  recognize: (response) =>
    byHeader(response, "Server", /^(kubo|go-ipfs)\b/) ??
    (response.port === "5001" && response.path.startsWith("/api/v0/")
      ? { certainty: "possible", evidence: "port `5001` with the path `/api/v0/`" }
      : undefined),
  stacks: [],
  setting: {
    title: "Add the page's origin to `API.HTTPHeaders` of Kubo",
    language: "shell",
    lines: ({ origins, added }) =>
      added.origins.length > 0 && origins !== "*"
        ? [
            `ipfs config --json API.HTTPHeaders.Access-Control-Allow-Origin '${JSON.stringify([...ownOrigins, ...origins])}'`,
          ]
        : [],
    warnings: ["Keep the existing origins: the command replaces the list. Then restart `ipfs daemon`."],
  },
});

/** The origins of the web UI, which Kubo allows as long as the configuration has no list. */
const ownOrigins = ["http://localhost:5001", "http://127.0.0.1:5001"];
