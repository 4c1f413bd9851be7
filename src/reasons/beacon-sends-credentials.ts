import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { isUnallowableOrigin } from "../text/unallowable-origin.ts";
import { isRefusedBy, requestOrigin } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

/**
 * A beacon's credentials mode is always `include`. Its mode is `cors` only where the type of its body needs a preflight.
 * @see https://w3c.github.io/beacon/#sec-processing-model
 */
export const beaconSendsCredentials = defineReason({
  id: "beacon-sends-credentials",
  title: "`navigator.sendBeacon` always sends credentials",
  headline: (refusal) =>
    isRefusedBy(refusal, "wildcard-origin-with-credentials")
      ? "`navigator.sendBeacon` always sends credentials, but `*` does not allow credentials"
      : "`navigator.sendBeacon` always sends credentials, but the server does not allow credentials",
  judges: ["preflight", "actual"],
  causes: ["allow-credentials-not-true", "wildcard-origin-with-credentials"],
  detect(refusal) {
    if (refusal.hop.actual?.resourceType !== "ping") return;
    const { subject, got } = refusal.matches[0].evidence;
    const shown = got === null ? translate`no ${quote(subject)}` : quote(`${subject}: ${got}`);
    return {
      certainty: "certain",
      evidence: translate`a request of the type ${quote("ping")}, and ${shown} in the response`,
      remedy: "grant",
    };
  },
  explain: (refusal) =>
    isUnallowableOrigin(requestOrigin(refusal))
      ? 'Use `fetch(url, { method: "POST", body, keepalive: true, credentials: "omit" })` instead of the beacon.'
      : translate`Send \`Access-Control-Allow-Credentials: true\` and ${quote(`Access-Control-Allow-Origin: ${requestOrigin(refusal)}`)} from the server. Or use \`fetch(url, { method: "POST", body, keepalive: true, credentials: "omit" })\` instead of the beacon.`,
});
