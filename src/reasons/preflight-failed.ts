import { translate } from "../text/translate.ts";
import { isRefusedBy } from "./fingerprints/response.ts";
import { statedRefusal } from "./fingerprints/stated-refusal.ts";
import { defineReason } from "./reason.ts";

export const preflightFailed = defineReason({
  id: "preflight-failed",
  title: "The server fails on `OPTIONS`",
  headline: ({ exchange }) => translate`The server fails on \`OPTIONS\`: HTTP ${exchange.status}`,
  judges: ["preflight"],
  detect(refusal) {
    const { status } = refusal.exchange;
    if (status < 500 || !isRefusedBy(refusal, "missing-allow-origin", "preflight-status-not-ok")) return;
    if (status === 501 || status === 502 || status === 504 || statedRefusal(refusal)) return;
    return { certainty: "certain", evidence: `\`OPTIONS\` ${status}`, remedy: "answer-preflight" };
  },
  explain: () =>
    "Look into the server's log for the error; then answer `OPTIONS` before the code that needs a body, a login or a database: a preflight has none of these.",
});
