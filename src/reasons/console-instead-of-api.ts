import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { hostOf } from "../text/url-parts.ts";
import { serverInResponse } from "./fingerprints/who-answered.ts";
import { defineReason } from "./reason.ts";

/**
 * MinIO has two ports: one for the S3 API, and one for its console, which never sends CORS headers.
 * @see https://github.com/minio/minio/issues/20379
 * @see https://docs.min.io/aistor/reference/cli/minio-server/
 */
export const consoleInsteadOfApi = defineReason({
  id: "console-instead-of-api",
  title: "The request goes to MinIO's console, not to its S3 API",
  judges: ["preflight", "actual"],
  detect(refusal) {
    const server = serverInResponse(refusal, "minio-console");
    return server && { certainty: "certain", evidence: server.evidence, remedy: "change-request" };
  },
  explain: ({ exchange }) =>
    translate`Use the address of the S3 API in the page, and in the code that signs URLs: port 9000 by default. ${quote(hostOf(exchange.url))} is MinIO's console.`,
});
