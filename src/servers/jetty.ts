import { byBody, byHeader, defineServer, type ServerResponse } from "./server.ts";

/**
 * Eclipse Jetty. Its error page ends with a line that names it, and its error JSON with the servlet. Where a servlet does
 * not handle `OPTIONS`, it answers with `Allow`; its `CrossOriginFilter` leaves the preflights that it refuses to that.
 * @see https://github.com/jetty/jetty.project/blob/jetty-9.4.x/jetty-util/src/main/java/org/eclipse/jetty/util/Jetty.java
 */
export const jetty = defineServer({
  id: "jetty",
  name: "Jetty",
  layer: "framework",
  recognize: (response) =>
    byHeader(response, "Server", /^Jetty(?=\()/i) ??
    (response.status >= 400
      ? (byBody(response, /Powered by Jetty:\/\//) ?? byBody(response, /"servlet":"org\.eclipse\.jetty\./))
      : undefined),
  answersItself: (response) => isErrorPage(response) || isAutomatic(response),
  stacks: [],
});

function isErrorPage({ status, body }: ServerResponse): boolean {
  return status >= 400 && /Powered by Jetty:\/\/|"servlet":"org\.eclipse\.jetty\./.test(body ?? "");
}

/** True for what a servlet answers to a method that it has no code for. */
function isAutomatic({ method, status, header, body }: ServerResponse): boolean {
  return (
    !body &&
    header("Content-Length") === "0" &&
    (status === 405 || (method === "OPTIONS" && status === 200 && header("Allow") === "GET, HEAD, TRACE, OPTIONS"))
  );
}
