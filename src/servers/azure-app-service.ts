import { byCookie, byHost, defineServer } from "./server.ts";

const allowCredentials =
  "az resource update --resource-group RESOURCE_GROUP --parent sites/WEB_APP --name web --namespace Microsoft.Web --resource-type config --api-version 2015-06-01 --set properties.cors.supportCredentials=true";

/**
 * Azure App Service. Its load balancer sets the cookie `ARRAffinity`, also on a domain of one's own. Below `/api/` of
 * its own domain a function app is as likely as a web app.
 * @see https://azure.github.io/PSRule.Rules.Azure/en/rules/Azure.AppService.ARRAffinity
 * @see https://learn.microsoft.com/azure/app-service/app-service-web-tutorial-rest-api
 * @see https://learn.microsoft.com/cli/azure/webapp/cors
 * @see https://github.com/xamarin/sport/issues/21
 */
export const azureAppService = defineServer({
  id: "azure-app-service",
  name: "Azure App Service",
  layer: "product",
  recognize: (response) =>
    byCookie(response, /^ARRAffinity(SameSite)?$/) ??
    byHost(response, /\.azurewebsites\.net$/, response.path.startsWith("/api/") ? "possible" : "certain"),
  answersItself: ({ body, status }) => status === 403 && /Error 403 - This web app is stopped/.test(body ?? ""),
  stacks: [],
  setting: {
    title: "Add the page's origin to the allowed origins of the web app",
    language: "shell",
    lines: ({ added }) => [
      ...added.origins.map(
        (origin) => `az webapp cors add --resource-group RESOURCE_GROUP --name WEB_APP --allowed-origins ${origin}`,
      ),
      ...(added.credentials ? [allowCredentials] : []),
    ],
    warnings: [
      "Replace `RESOURCE_GROUP` and `WEB_APP` with your names. In the Azure portal, the list is under API > CORS.",
      "Do not use this list together with CORS middleware in the app: the list takes precedence.",
    ],
  },
});
