import { byHeader, defineServer, hasNoFramework } from "./server.ts";

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
    (response.port === "5001" && hasNoFramework(response) && command.test(response.path)
      ? { certainty: "possible", evidence: "port `5001` with the path of a command, below `/api/v0/`" }
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
    warnings: [
      "Keep the existing origins: the command replaces the list. If the API has another port than `5001`, write that one. Then restart `ipfs daemon`.",
    ],
  },
});

/** The paths of the commands that pages call most. Other APIs are below `/api/v0/` too, also on this port. */
const command =
  /^\/api\/v0\/(add|block|cat|config|dag|files|get|id|key|ls|name|pin|pubsub|repo|resolve|stats|swarm|version)(\/|$)/;

/** The origins of the web UI at the usual port, which Kubo allows as long as the configuration has no list. */
const ownOrigins = ["http", "https"].flatMap((scheme) => [`${scheme}://localhost:5001`, `${scheme}://127.0.0.1:5001`]);
