import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { serverInResponse } from "./fingerprints/who-answered.ts";
import { defineReason } from "./reason.ts";

/**
 * The runtime responds in place of a function that does not start, or that uses too much memory or time, so that no code of the
 * function can respond to `OPTIONS`.
 * @see https://supabase.com/docs/guides/functions/status-codes
 */
export const functionFailedToStart = defineReason({
  id: "function-failed-to-start",
  title: "The function did not start or was stopped, so its CORS code did not run",
  headline: ({ exchange }) =>
    exchange.status === 546
      ? translate`The function was stopped (HTTP 546): it used too much memory or time`
      : translate`The function does not start (HTTP ${exchange.status})`,
  judges: ["preflight", "actual"],
  appliesTo: ({ status }) => status === 503 || status === 546,
  detect(refusal) {
    const { exchange } = refusal;
    const server = serverInResponse(refusal, "supabase-functions");
    if (server?.certainty !== "certain") return;
    const isStated = exchange.status === 546 || /"code": ?"BOOT_ERROR"/.test(exchange.responseText ?? "");
    return {
      certainty: isStated ? "certain" : "possible",
      evidence: translate`${quote(exchange.method)} ${exchange.status} from ${server.name}`,
      remedy: "change-request",
    };
  },
  explain: ({ exchange }) =>
    exchange.status === 546
      ? "Read the function's log, and let the function do less in one request. Its CORS code can stay as it is."
      : "Read the function's log: an import or the top level of the code fails. Repair and deploy the function. Its CORS code can stay as it is.",
});
