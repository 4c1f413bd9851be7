import { byHeader, defineServer } from "./server.ts";

/**
 * The web console of MinIO, which has a port of its own. It sends its page with 200 for every path and for `OPTIONS`, and never a
 * CORS header; no setting changes that.
 * @see https://github.com/minio/minio/issues/20379
 * @see https://github.com/minio/object-browser/blob/master/api/configure_console.go
 */
export const minioConsole = defineServer({
  id: "minio-console",
  name: "MinIO Console",
  layer: "product",
  recognize: (response) => byHeader(response, "Server", /^MinIO Console$/i),
  answersItself: () => true,
  stacks: [],
});
