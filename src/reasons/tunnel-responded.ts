import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { responseHeader } from "./fingerprints/response.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

/**
 * ngrok names its own responses by a code. 6024 is the warning page that free tunnels show to browsers. A preflight never gets it, so
 * that the server's CORS code seems to miss in the actual response alone.
 * @see https://ngrok.com/docs/errors/err_ngrok_6024
 */
export const tunnelResponded = defineReason({
  id: "tunnel-responded",
  title: "ngrok responded itself, not the server behind the tunnel",
  headline: (refusal) =>
    isWarningPage(refusal)
      ? "ngrok showed its warning page for browsers instead of forwarding the request"
      : translate`ngrok responded itself with ${quote(codeOf(refusal))}, not the server behind the tunnel`,
  judges: ["preflight", "actual"],
  detect(refusal) {
    const code = codeOf(refusal);
    if (!/^ERR_NGROK_\d+$/.test(code)) return;
    return { certainty: "certain", evidence: quote(`Ngrok-Error-Code: ${code}`), remedy: "change-request" };
  },
  explain: (refusal) =>
    isWarningPage(refusal)
      ? "Add the header `ngrok-skip-browser-warning: 1` to the request, and allow this header on the server. The server's CORS code can otherwise stay as it is."
      : isOffline(refusal)
        ? translate`Start the tunnel and the server behind it. ngrok explains the code at ${pageOf(refusal)}.`
        : translate`Read at ${pageOf(refusal)} what the code means, such as a limit of the account. The server's CORS code can stay as it is.`,
});

function codeOf(refusal: RefusedFetch): string {
  return responseHeader(refusal, "Ngrok-Error-Code") ?? "";
}

function isWarningPage(refusal: RefusedFetch): boolean {
  return codeOf(refusal) === "ERR_NGROK_6024";
}

/** True where the tunnel is not open, or where nothing responds behind it. */
function isOffline(refusal: RefusedFetch): boolean {
  return /^ERR_NGROK_(3200|8012)$/.test(codeOf(refusal));
}

/** The page on which ngrok explains the code. */
function pageOf(refusal: RefusedFetch): string {
  return quote(`https://ngrok.com/docs/errors/${codeOf(refusal).toLowerCase()}`);
}
