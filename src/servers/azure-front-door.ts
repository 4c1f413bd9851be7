import { byHeaderName, byHost, defineServer } from "./server.ts";

/**
 * Azure Front Door. It attaches `X-Azure-Ref` to every response. Only where the request asked for it with
 * `X-Azure-DebugInfo: 1` do further headers say that Front Door did not reach the server behind it.
 * @see https://learn.microsoft.com/azure/frontdoor/front-door-http-headers-protocol
 * @see https://github.com/MicrosoftDocs/azure-docs/blob/main/articles/frontdoor/front-door-http-headers-protocol.md
 */
export const azureFrontDoor = defineServer({
  id: "azure-front-door",
  name: "Azure Front Door",
  layer: "cdn",
  recognize: (response) => byHeaderName(response, ["X-Azure-Ref"]) ?? byHost(response, /\.azurefd\.net$/),
  answersItself: ({ header }) => header("X-Azure-ExternalError") !== null || header("X-Azure-InternalError") !== null,
  stacks: [],
});
