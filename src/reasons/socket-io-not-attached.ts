import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { serverInResponse } from "./fingerprints/who-answered.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

/**
 * A request for Socket.IO that another program answered with 404. Socket.IO takes every request below its path from the
 * HTTP server that it is attached to, so a 404 shows that it is attached to none here, or has another path.
 * @see https://socket.io/docs/v4/server-initialization/#with-express
 * @see https://github.com/socketio/socket.io/issues/3575
 * @see https://socket.io/docs/v4/handling-cors/
 */
export const socketIoNotAttached = defineReason({
  id: "socket-io-not-attached",
  title: "Socket.IO is not attached to this HTTP server",
  headline: (refusal) =>
    translate`Socket.IO is not attached to this HTTP server: ${other(refusal) ?? translate("the server")} responded with 404`,
  judges: ["preflight", "actual"],
  appliesTo: ({ status }) => status === 404,
  detect(refusal) {
    const { exchange } = refusal;
    const socketIo = serverInResponse(refusal, "socket-io");
    if (!socketIo || socketIo.madeResponse) return;
    return {
      certainty: "certain",
      evidence: translate`${quote(exchange.method)} 404 for ${socketIo.evidence}`,
      remedy: "repair-server",
    };
  },
  explain: (refusal) =>
    other(refusal) === "Express"
      ? "Call `server.listen(port)` on the HTTP server that Socket.IO is attached to: `app.listen(port)` creates another server. Set CORS in Socket.IO's own `cors` option: `app.use(cors())` does not apply to Socket.IO."
      : "Start the HTTP server that Socket.IO is attached to. Compare the `path` option of the server and of the page. Set CORS in Socket.IO's own `cors` option: other CORS middleware does not apply to Socket.IO.",
});

/** The name of the program that responded in place of Socket.IO. */
function other({ answeredBy }: RefusedFetch): string | undefined {
  return answeredBy.findLast(
    ({ layer, certainty, isInResponse }) => layer === "framework" && certainty === "certain" && isInResponse,
  )?.name;
}
