import { translate } from "../text/translate.ts";
import { isRefusedBy } from "./fingerprints/response.ts";
import { statedRefusal } from "./fingerprints/stated-refusal.ts";
import { defineReason } from "./reason.ts";

export const preflightFailed = defineReason({
  id: "preflight-failed",
  title: "The server failed on `OPTIONS`",
  headline: ({ exchange }) => translate`The server failed on \`OPTIONS\` with HTTP ${exchange.status}`,
  judges: ["preflight"],
  detect(refusal) {
    const { status } = refusal.exchange;
    if (status < 500 || !isRefusedBy(refusal, "missing-allow-origin", "preflight-status-not-ok")) return;
    if (status === 501 || status === 502 || status === 504 || statedRefusal(refusal)) return;
    return { certainty: "certain", evidence: `\`OPTIONS\` ${status}`, remedy: "answer-preflight" };
  },
  explain: () =>
    "Look in the server's log for the error. Then respond to `OPTIONS` before the server reads a body, checks a login or uses a database. A preflight has no body and no login.",
});
