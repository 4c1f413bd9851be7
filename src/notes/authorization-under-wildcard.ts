import { parseHeaderList } from "../fetch/headers.ts";
import { corsHeadersOf } from "../fetch/recorded-exchange.ts";
import { namesAskedBy } from "../verdict/check-response.ts";
import { defineNote } from "./note.ts";

export const authorizationUnderWildcard = defineNote({
  id: "authorization-under-wildcard",
  title: "In the standard, `*` does not cover the header `Authorization`",
  mode: "cors",
  detect({ hop }) {
    if (!hop.preflight || !namesAskedBy(hop.preflight).includes("authorization")) return;
    const { allowHeaders } = corsHeadersOf(hop.preflight);
    const list = (parseHeaderList(allowHeaders) ?? []).map((name) => name.toLowerCase());
    if (!list.includes("*") || list.includes("authorization")) return;
    return `\`Access-Control-Allow-Headers: ${allowHeaders}\``;
  },
  explain: () =>
    "Add `Authorization` to `Access-Control-Allow-Headers`, next to `*`. Browsers currently only warn, and will refuse the request once they follow the standard.",
});
