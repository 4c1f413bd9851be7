import type { CdpEvent, CdpRecorder } from "../../recording/cdp.ts";
import { fieldsOf } from "../../recording/fields.ts";
import { copyStart } from "../copy-start.ts";
import type { CdpConnection } from "./cdp-connection.ts";

/** In characters; enough to recognize the server, and for the sentence in which a server states an error. */
const maxBodyLength = 2048;

/** Of one watch. Each costs a command and its reply. */
const maxBodies = 200;

/**
 * Returns a function that takes the event with which a request ended. It asks for the body where the recorder misses it,
 * and does not wait for the reply. Nothing is recorded where the browser no longer has the body, or never had it, as with
 * every response that it refused because of CORS.
 */
export function createBodyReader(recorder: CdpRecorder): (event: CdpEvent, connection: CdpConnection) => void {
  let count = 0;
  return (event, connection) => {
    const addBody = count < maxBodies ? recorder.missingBody(event) : undefined;
    if (!addBody) return;
    count += 1;
    const { requestId } = fieldsOf(event.params);
    connection.send("Network.getResponseBody", { requestId }).then(
      (reply) => {
        const { body, base64Encoded } = fieldsOf(reply);
        if (typeof body === "string" && body !== "" && base64Encoded !== true) addBody(copyStart(body, maxBodyLength));
      },
      () => {},
    );
  };
}
