import type { Policy } from "../remedy.ts";
import { byHeader, byHost, defineServer } from "./server.ts";

/**
 * Azure Blob Storage and its emulator Azurite. The rules are those of the whole storage account. A preflight that none of
 * them matches gets a 403.
 * @see https://learn.microsoft.com/rest/api/storageservices/preflight-blob-request
 * @see https://learn.microsoft.com/en-us/cli/azure/storage/cors
 * @see https://github.com/Azure/Azurite
 */
export const azureBlob = defineServer({
  id: "azure-blob",
  name: "Azure Blob Storage",
  layer: "product",
  recognize: (response) =>
    byHeader(response, "Server", /^(Windows-Azure-Blob|Azurite-Blob)\b/i) ??
    byHost(response, /\.blob\.core\.(windows\.net|usgovcloudapi\.net|chinacloudapi\.cn)$/),
  answersItself: ({ status, headerNames, body }) =>
    status >= 400 && (headerNames.includes("x-ms-error-code") || /<Error>\s*<Code>/.test(body ?? "")),
  stacks: [],
  setting: {
    title: "Add a CORS rule for the page's origin to the storage account",
    language: "shell",
    lines: ruleCommand,
    warnings: [
      "Set `ACCOUNT` to the name of the storage account. The command adds a rule and keeps the other rules. An account can have at most five rules.",
      "For the emulator Azurite, write `--connection-string UseDevelopmentStorage=true` instead of `--account-name`.",
    ],
  },
});

/** One rule has one set of methods and headers, so that a new method needs the origin again. */
function ruleCommand({ origins, methods, headers, exposed, maxAge, added }: Policy): string[] {
  const allowed = origins === "*" ? ["'*'"] : added.origins.length > 0 ? added.origins : origins;
  const known = methods.filter((method) =>
    ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "MERGE", "OPTIONS"].includes(method),
  );
  const options = [
    `--origins ${allowed.join(" ")}`,
    `--methods ${known.join(" ")}`,
    ...(headers.length > 0 ? [`--allowed-headers ${headers.join(" ")}`] : []),
    ...(exposed.length > 0 ? [`--exposed-headers ${exposed.join(" ")}`] : []),
    ...(maxAge === null ? [] : [`--max-age ${maxAge}`]),
  ];
  return [
    'az storage cors add --account-name "$ACCOUNT" --services b \\',
    ...options.map((option, index) => `  ${option}${index < options.length - 1 ? " \\" : ""}`),
  ];
}
