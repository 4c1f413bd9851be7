import { byHeader, defineServer } from "./server.ts";

/**
 * Ktor with its plugin `DefaultHeaders`. Without the plugin nothing in its responses names it.
 * @see https://github.com/ktorio/ktor/blob/main/ktor-server/ktor-server-plugins/ktor-server-default-headers/common/src/io/ktor/server/plugins/defaultheaders/DefaultHeaders.kt
 * @see https://ktor.io/docs/server-default-headers.html
 */
export const ktor = defineServer({
  id: "ktor",
  name: "Ktor",
  layer: "framework",
  recognize: (response) => byHeader(response, "Server", /^Ktor(?=\/)/i),
  stacks: [],
});
