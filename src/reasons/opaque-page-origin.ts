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
  title: "The page has no origin of its own and sends `Origin: null`",
  headline: (refusal) =>
    translate`${translate(openers[openerOf(refusal)])} has no origin of its own and sends \`Origin: null\``,
  judges: ["preflight", "actual"],
  detect(refusal) {
    if (requestOrigin(refusal) !== "null" || refusal.fetch.origin !== "null") return;
    const allowed = responseHeader(refusal, "Access-Control-Allow-Origin");
    if (isRefusedBy(refusal, "allow-origin-mismatch")) {
      const evidence = translate`\`Origin: null\`, but the server allows ${quote(allowed ?? "")}`;
      return { certainty: "certain", evidence, remedy: "change-request" };
    }
    if (!isRefusedBy(refusal, "missing-allow-origin")) return;
    if (hasNoCorsHeaders(refusal.exchange) && !hasCorsElsewhere(refusal)) return;
    const evidence = "`Origin: null`, and no `Access-Control-Allow-Origin` in the response";
    return { certainty: "possible", evidence, remedy: "change-request" };
  },
  explain: (refusal) =>
    openerOf(refusal) === "file"
      ? "Serve the page over http, such as with `npx vite` or `npx serve`, and open that address. Never allow `null` on a server: every sandboxed frame has the origin `null` too."
      : "Add `allow-same-origin` to the frame's `sandbox`, or send the request from the page around the frame. Never allow `null` on a server: any site can create a frame with the origin `null`.",
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
