import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { adviceToAllow } from "./fingerprints/allow-origin-advice.ts";
import { serverInResponse } from "./fingerprints/who-answered.ts";
import { defineReason } from "./reason.ts";

/**
 * A Socket.IO client of version 2 at a server of version 3 or later. Version 2 allowed every origin by default; later versions allow
 * none, so that the browser hides the error about the versions.
 * @see https://socket.io/docs/v4/troubleshooting-connection-issues/#the-client-is-not-compatible-with-the-version-of-the-server
 * @see https://socket.io/docs/v3/migrating-from-2-x-to-3-0/
 */
export const socketIoVersionMismatch = defineReason({
  id: "socket-io-version-mismatch",
  title: "The page uses an older version of Socket.IO than the server",
  judges: ["actual"],
  appliesTo: ({ status }) => status === 400,
  detect(refusal) {
    const { responseText } = refusal.exchange;
    if (!serverInResponse(refusal, "socket-io")?.madeResponse) return;
    if (!responseText?.includes('"code":5,')) return;
    return { certainty: "certain", evidence: translate`400 with ${quote(responseText)}`, remedy: "grant" };
  },
  explain: (refusal) =>
    adviceToAllow(
      refusal,
      (origin) =>
        translate`Update the page's \`socket.io-client\` to the server's major version, or set \`allowEIO3: true\` on the server. Then add ${origin} to the server's \`cors\` option: since version 3, Socket.IO allows no other origin by default.`,
    ),
});
