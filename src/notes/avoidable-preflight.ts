import { isGetOrHead } from "../fetch/method.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { namesAskedBy } from "../verdict/check-response.ts";
import { defineNote } from "./note.ts";

export const avoidablePreflight = defineNote({
  id: "avoidable-preflight",
  title: "An unnecessary `Content-Type` causes a preflight",
  mode: "cors",
  detect({ hop }) {
    if (!hop.preflight || !isGetOrHead(hop.method)) return;
    const names = namesAskedBy(hop.preflight);
    return names.join() === "content-type"
      ? translate`${quote(hop.method)} with \`Content-Type\`, the only reason for the preflight`
      : undefined;
  },
  explain: () =>
    "Remove `Content-Type` from requests without a body. The browser then sends no preflight, and each request is one round trip faster.",
});
