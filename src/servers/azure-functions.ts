import { byHost, defineServer } from "./server.ts";

/**
 * Azure Functions, whose routes begin with `/api/` where `host.json` does not say otherwise. The app's list of origins
 * in App Service sends the CORS headers.
 * @see https://github.com/Azure/azure-webjobs-sdk-script/wiki/Http-Functions
 * @see https://learn.microsoft.com/azure/azure-functions/functions-how-to-use-azure-function-app-settings#cors
 * @see https://learn.microsoft.com/cli/azure/functionapp/cors
 */
export const azureFunctions = defineServer({
  id: "azure-functions",
  name: "Azure Functions",
  layer: "product",
  recognize: (response) =>
    response.path.startsWith("/api/") ? byHost(response, /\.azurewebsites\.net$/, "possible") : undefined,
  stacks: [],
  setting: {
    title: "Add the page's origin to the allowed origins of the function app",
    language: "shell",
    lines: ({ added }) => [
      ...added.origins.map((origin) => `az functionapp cors add ${app} --allowed-origins ${origin}`),
      ...(added.credentials ? [`az functionapp cors credentials ${app} --enable true`] : []),
    ],
    warnings: [
      "Replace `RESOURCE_GROUP` and `FUNCTION_APP` with your names. In the Azure portal, the list is under API > CORS.",
      "Remove `*` from the list: with `*`, Azure ignores every other entry.",
    ],
  },
});

const app = "--resource-group RESOURCE_GROUP --name FUNCTION_APP";
