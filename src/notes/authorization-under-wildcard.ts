import { extractHeaderListValues, getHeader } from "../fetch/headers.ts";
import { requestedHeaderNames } from "../verdict/check-response.ts";
import { defineNote } from "./note.ts";

export const authorizationUnderWildcard = defineNote({
  id: "authorization-under-wildcard",
  title: "In the standard, `*` does not cover the header `Authorization`",
  mode: "cors",
  detect({ hop }) {
    if (!hop.preflight || !requestedHeaderNames(hop.preflight.requestHeaders).includes("authorization")) return;
    const { responseHeaders } = hop.preflight;
    const list = (extractHeaderListValues(responseHeaders, "Access-Control-Allow-Headers") ?? []).map((name) =>
      name.toLowerCase(),
    );
    if (!list.includes("*") || list.includes("authorization")) return;
    return `\`Access-Control-Allow-Headers: ${getHeader(responseHeaders, "Access-Control-Allow-Headers")}\``;
  },
  explain: () =>
    "Add `Authorization` to `Access-Control-Allow-Headers`, next to `*`. Browsers only warn today, and will refuse the request once they follow the standard.",
});
