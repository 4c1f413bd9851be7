import { translate } from "../text/translate.ts";
import { statedRefusal } from "./fingerprints/stated-refusal.ts";
import { defineReason } from "./reason.ts";

export const preflightFailed = defineReason({
  id: "preflight-failed",
  title: "The server failed on `OPTIONS`",
  headline: ({ exchange }) => translate`The server failed on \`OPTIONS\` with HTTP ${exchange.status}`,
  judges: ["preflight"],
  causes: ["missing-allow-origin", "preflight-status-not-ok"],
  appliesTo: ({ status }) => status >= 500 && status !== 501 && status !== 502 && status !== 504,
  detect(refusal) {
    const { status } = refusal.exchange;
    if (statedRefusal(refusal)) return;
    return { certainty: "certain", evidence: `\`OPTIONS\` ${status}`, remedy: "answer-preflight" };
  },
  explain: () =>
    "Look in the server's log for the error. Then respond to `OPTIONS` before the server reads a body, checks a login or uses a database. A preflight has no body and no login.",
});
