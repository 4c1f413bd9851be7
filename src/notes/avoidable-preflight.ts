import { isGetOrHead } from "../fetch/method.ts";
import { translate } from "../text/translate.ts";
import { requestedHeaderNames } from "../verdict/check-response.ts";
import { defineNote } from "./note.ts";

export const avoidablePreflight = defineNote({
  id: "avoidable-preflight",
  title: "A header that means nothing here makes the browser ask for permission first",
  mode: "cors",
  detect({ hop }) {
    if (!hop.preflight || !isGetOrHead(hop.method)) return;
    const names = requestedHeaderNames(hop.preflight.requestHeaders);
    return names.join() === "content-type"
      ? translate`\`${hop.method}\` with \`Content-Type\`, which alone needs the preflight`
      : undefined;
  },
  explain: () =>
    "Leave `Content-Type` off requests without a body: the preflight goes away, and each call is one round trip faster.",
});
