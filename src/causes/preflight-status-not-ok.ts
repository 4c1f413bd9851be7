import { isOkStatus, isRedirect } from "../fetch/status.ts";
import { translate } from "../text/translate.ts";
import { defineCause } from "./cause.ts";

export const preflightStatusNotOk = defineCause({
  id: "preflight-status-not-ok",
  title: "The preflight's status is not 200 to 299",
  headline: ({ got }) => translate`The server responded to the preflight with status ${got ?? ""}, not 200 to 299`,
  spec: "https://fetch.spec.whatwg.org/#cors-preflight-fetch-0",
  reportedAs: { chrome: { preflight: "PreflightInvalidStatus" }, firefox: "CORSPreflightDidNotSucceed" },
  says: {
    chrome: () => "It does not have HTTP ok status.",
    firefox: (_, { exchange }) => `(Reason: CORS preflight response did not succeed). Status code: ${exchange.status}.`,
  },
  check: "preflight-status",
  judges: ["preflight"],
  remedy: "answer-preflight",
  detect({ exchange }) {
    if (exchange.status === 0 || isOkStatus(exchange.status) || isRedirect(exchange)) return;
    return { subject: "status", got: String(exchange.status), want: "200–299" };
  },
  explain: () =>
    "Respond to `OPTIONS` with a status from 200 to 299, such as 204. Browsers refuse a preflight with any other status, whatever its headers allow.",
});
