import { defineServer } from "./server.ts";

/**
 * The local runtime of Azure Functions. It takes its list of origins from `local.settings.json`; without one, no function
 * has a route for `OPTIONS`.
 * @see https://learn.microsoft.com/azure/azure-functions/functions-develop-local#local-settings-file
 * @see https://github.com/Azure/azure-functions-core-tools/issues/854
 * @see https://github.com/dotnet/aspnetcore/issues/20568
 */
export const azureFunctionsCoreTools = defineServer({
  id: "azure-functions-core-tools",
  name: "Azure Functions Core Tools",
  layer: "product",
  recognize: ({ protocol, host, port, path, header }) =>
    port === "7071" && /^(localhost|127\.0\.0\.1)$/.test(host) && path.startsWith("/api/")
      ? {
          // New ASP.NET projects have ports around this one, but for https.
          certainty: protocol === "http:" && header("Server") === "Kestrel" ? "certain" : "possible",
          evidence: "port `7071` with a path below `/api/`",
        }
      : undefined,
  answersItself: ({ protocol, method, status }) =>
    protocol === "http:" && method === "OPTIONS" && (status === 204 || status === 404),
  stacks: [],
  setting: {
    title: "Add the page's origin to `CORS` in `local.settings.json`",
    language: "json",
    lines: ({ credentials, added: { origins } }) =>
      origins.length > 0
        ? [
            '"Host": {',
            `  "CORS": ${JSON.stringify(origins.join(","))}${credentials ? "," : ""}`,
            ...(credentials ? ['  "CORSCredentials": true'] : []),
            "}",
          ]
        : [],
    warnings: [
      "Keep the existing origins in the list, separated by commas, but not `*` together with `CORSCredentials`. Then restart `func start`.",
      "Azure does not use this file. For the deployed app, set the origins under API > CORS in the Azure portal.",
    ],
  },
});
