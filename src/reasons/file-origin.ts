import { isRefusedBy, requestOrigin } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

/**
 * Electron, Cordova and Android's WebView send `Origin: file://` for a page that they load from a file.
 * @see https://www.electronjs.org/docs/latest/api/protocol
 */
export const fileOrigin = defineReason({
  id: "file-origin",
  title: "The app loads its page from a file and sends `Origin: file://`",
  headline: () => "Load the app's page from a custom scheme or over https: the server does not allow `file://`",
  judges: ["preflight", "actual"],
  detect(refusal) {
    if (requestOrigin(refusal) !== "file://") return;
    if (!isRefusedBy(refusal, "missing-allow-origin", "allow-origin-mismatch")) return;
    return { certainty: "certain", evidence: "`Origin: file://`", remedy: "grant" };
  },
  explain: () =>
    "In Electron, register a standard scheme such as `app` with `protocol.registerSchemesAsPrivileged`, and load `app://local/index.html` with `protocol.handle`. Then allow the origin `app://local` on the server. Do not allow `file://`: every local HTML file could then read the server's responses.",
});
