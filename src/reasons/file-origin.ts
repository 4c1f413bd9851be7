import { requestOrigin } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

/**
 * Electron, Cordova and Android's WebView send `Origin: file://` for a page that they load from a file.
 * @see https://www.electronjs.org/docs/latest/api/protocol
 */
export const fileOrigin = defineReason({
  id: "file-origin",
  title: "The app loads its page from a file and sends `Origin: file://`",
  judges: ["preflight", "actual"],
  detect(refusal) {
    if (requestOrigin(refusal) !== "file://") return;
    if (refusal.matches[0].evidence.subject !== "Access-Control-Allow-Origin") return;
    return { certainty: "certain", evidence: "`Origin: file://`", remedy: "change-request" };
  },
  explain: () =>
    "Load the page over https or from a custom scheme such as `app://`, and allow that origin. In Electron, register a standard scheme such as `app` with `protocol.registerSchemesAsPrivileged`, and serve `app://local/index.html` with `protocol.handle`. Do not allow `file://`: every local HTML file could then read the server's responses.",
});
