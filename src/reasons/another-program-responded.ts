import { isLoopbackHost } from "../fetch/local-network-access.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { hostOf } from "../text/url-parts.ts";
import { serverInResponse } from "./fingerprints/who-answered.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

/**
 * A program that shares the machine with the server, and listens at the requested port. It never sends CORS headers, and no setting
 * of it does.
 * @see https://github.com/minio/minio/issues/20379
 * @see https://developer.apple.com/forums/thread/693768
 */
export const anotherProgramResponded = defineReason({
  id: "another-program-responded",
  title: "Another program responded on this port",
  headline: (refusal) =>
    programOf(refusal)?.id === "minio-console"
      ? "The request goes to MinIO's console, not to its S3 API"
      : "macOS's AirPlay Receiver responded on this port, not your server",
  judges: ["preflight", "actual"],
  detect(refusal) {
    const program = programOf(refusal);
    if (!program) return;
    // At another address, it can be a device that the page means to request, such as an Apple TV.
    const isSure = program.id === "minio-console" || isLoopbackHost(new URL(refusal.exchange.url).hostname);
    return { certainty: isSure ? "certain" : "possible", evidence: program.evidence, remedy: "change-request" };
  },
  explain: (refusal) =>
    programOf(refusal)?.id === "minio-console"
      ? translate`Use the address of the S3 API in the page, and in the code that signs URLs: port 9000 by default. ${quote(hostOf(refusal.exchange.url))} is MinIO's console.`
      : "Start your server on another port, such as 5001, and request that port. Or turn off AirPlay Receiver in the System Settings of macOS, under General > AirDrop & Handoff.",
});

function programOf(refusal: RefusedFetch) {
  return serverInResponse(refusal, "minio-console", "airplay");
}
