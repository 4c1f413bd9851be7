import { type OpaquePageKind, opaquePageKind } from "../text/opaque-page-kind.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import {
  hasCorsElsewhere,
  hasNoCorsHeaders,
  isRefusedBy,
  requestOrigin,
  responseHeader,
} from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

export const opaquePageOrigin = defineReason({
  id: "opaque-page-origin",
  title: "The page has no origin of its own and sends `Origin: null`",
  headline: ({ fetch }) => headlines[opaquePageKind(fetch)],
  judges: ["preflight", "actual"],
  causes: ["allow-origin-mismatch", "missing-allow-origin"],
  detect(refusal) {
    if (requestOrigin(refusal) !== "null" || refusal.fetch.origin !== "null") return;
    const allowed = responseHeader(refusal, "Access-Control-Allow-Origin");
    if (isRefusedBy(refusal, "allow-origin-mismatch")) {
      const evidence = translate`\`Origin: null\`, but the server allows ${quote(allowed ?? "")}`;
      return { certainty: "certain", evidence, remedy: "change-request" };
    }
    if (hasNoCorsHeaders(refusal.exchange) && !hasCorsElsewhere(refusal)) return;
    const evidence = "`Origin: null`, and no `Access-Control-Allow-Origin` in the response";
    return { certainty: "possible", evidence, remedy: "change-request" };
  },
  explain: ({ fetch }) => explanations[opaquePageKind(fetch)],
});

const headlines: Readonly<Record<OpaquePageKind, string>> = {
  file: "A page opened as a file has no origin of its own and sends `Origin: null`",
  data: "A page opened from a `data:` URL has no origin of its own and sends `Origin: null`",
  unknown: "The page has no origin of its own and sends `Origin: null`",
};

const explanations: Readonly<Record<OpaquePageKind, string>> = {
  file: "Serve the page over http, such as with `npx vite` or `npx serve`, and open that address. Never allow `null` on a server: every sandboxed frame has the origin `null` too.",
  data: "Load the page from an http or https URL. Never allow `null` on a server: every sandboxed frame has the origin `null` too.",
  unknown:
    "If the page is a sandboxed frame, add `allow-same-origin` to its `sandbox`, or send the request from the page that contains the frame. If you opened the page as a file, serve the page over http. Never allow `null` on a server: any site can create a frame with the origin `null`.",
};
