import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import {
  hasCorsElsewhere,
  hasNoCorsHeaders,
  isRefusedBy,
  requestOrigin,
  responseHeader,
} from "./fingerprints/response.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const opaquePageOrigin = defineReason({
  id: "opaque-page-origin",
  title: "The page has no origin of its own: it sends `Origin: null`",
  headline: (refusal) =>
    translate`${translate(openers[openerOf(refusal)])} has no origin of its own: it sends \`Origin: null\``,
  judges: ["preflight", "actual"],
  detect(refusal) {
    if (requestOrigin(refusal) !== "null" || refusal.fetch.origin !== "null") return;
    const allowed = responseHeader(refusal, "Access-Control-Allow-Origin");
    if (isRefusedBy(refusal, "allow-origin-mismatch")) {
      const evidence = translate`\`Origin: null\`, and ${quote(allowed ?? "")} is allowed`;
      return { certainty: "certain", evidence, remedy: "change-request" };
    }
    if (!isRefusedBy(refusal, "missing-allow-origin")) return;
    if (hasNoCorsHeaders(refusal.exchange) && !hasCorsElsewhere(refusal)) return;
    const evidence = "`Origin: null`, and no `Access-Control-Allow-Origin` in the answer";
    return { certainty: "possible", evidence, remedy: "change-request" };
  },
  explain: (refusal) =>
    openerOf(refusal) === "file"
      ? "Serve the page over http, such as with `npx vite` or `npx serve`, and open that address; never put `null` on a server's list, since any sandboxed frame is `null` too."
      : "Give the frame `allow-same-origin` in its `sandbox`, or make the call from the page around it; never put `null` on a server's list, since any site can make a frame that is `null`.",
});

/** How the page was opened. */
function openerOf({ fetch }: RefusedFetch): keyof typeof openers {
  const { initiator } = fetch.hops[0]?.actual ?? {};
  if (initiator?.url.startsWith("file:")) return "file";
  return initiator?.url.startsWith("data:") ? "data" : "frame";
}

const openers = {
  file: "A page opened as a file",
  data: "A page opened from a `data:` address",
  frame: "A sandboxed frame",
};
