import { byHeaderName, defineServer } from "./server.ts";

/**
 * InfluxDB. It has no CORS setting: version 1 sends every origin back, with a fixed list of methods and headers. People
 * put a reverse proxy in front to allow others.
 * @see https://github.com/influxdata/influxdb/blob/1.8/services/httpd/handler.go
 */
export const influxdb = defineServer({
  id: "influxdb",
  name: "InfluxDB",
  layer: "product",
  recognize: (response) => byHeaderName(response, ["X-Influxdb-Version", "X-Influxdb-Build"]),
  answersItself: ({ status, method }) => status >= 400 || method === "OPTIONS",
  stacks: [],
});
