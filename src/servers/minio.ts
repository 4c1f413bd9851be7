import { byHeader, defineServer } from "./server.ts";

/**
 * MinIO. It has one list of origins for all buckets; MinIO AIStor also has rules of buckets. Its CORS code is rs/cors,
 * which stands outermost: a preflight has no `Server` header.
 * @see https://github.com/minio/minio/blob/master/cmd/api-headers.go
 * @see https://github.com/minio/minio/blob/master/cmd/api-router.go
 * @see https://github.com/minio/minio/blob/master/docs/config/README.md
 * @see https://docs.min.io/aistor/administration/cors-configuration/
 */
export const minio = defineServer({
  id: "minio",
  name: "MinIO",
  layer: "product",
  recognize: (response) => byHeader(response, "Server", /^MinIO\b(?! Console)/i),
  answersItself: ({ status, body }) => status >= 400 && /<Error><Code>/.test(body ?? ""),
  stacks: [],
  setting: {
    title: "Add the page's origin to `MINIO_API_CORS_ALLOW_ORIGIN`",
    language: "shell",
    lines: ({ origins, added }) =>
      added.origins.length > 0 && origins !== "*" ? [`MINIO_API_CORS_ALLOW_ORIGIN=${origins.join(",")}`] : [],
    warnings: [
      "Keep the existing origins in the variable, separated by commas. Then restart MinIO.",
      "Without the variable, MinIO allows every origin. The cause may then be a proxy in front of MinIO.",
      "In MinIO AIStor, a bucket with its own CORS rules ignores the variable. Change those rules with `mc cors set`.",
    ],
  },
});
