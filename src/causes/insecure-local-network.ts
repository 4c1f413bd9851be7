import { isBlockedByLocalNetworkAccess, targetAddressSpace } from "../fetch/local-network-access.ts";
import { isPotentiallyTrustworthyOrigin } from "../fetch/origin.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { hostOf } from "../text/url-parts.ts";
import { defineCause } from "./cause.ts";

export const insecureLocalNetwork = defineCause({
  id: "insecure-local-network",
  title: "The page is not on https, so the browser blocks requests to the local network",
  spec: "https://wicg.github.io/local-network-access/",
  reportedAs: { chrome: { preflight: "InsecureLocalNetwork", actual: "InsecureLocalNetwork" }, firefox: null },
  says: {
    chrome: (_, { exchange }) =>
      `The request client is not a secure context and the resource is in more-private address space \`${targetAddressSpace(exchange)}\`.`,
    firefox: null,
  },
  check: "local-network",
  judges: ["preflight", "actual"],
  remedy: "change-request",
  detect({ exchange, origin }) {
    if (!isBlockedByLocalNetworkAccess(exchange) || isPotentiallyTrustworthyOrigin(origin)) return;
    return { subject: "page", got: origin, want: translate("a page served over https") };
  },
  explain: ({ got }, { exchange }) =>
    translate`Serve the page ${quote(got)} over https. ${quote(hostOf(exchange.url))} is on this machine or its network, and only secure pages may request it. No response header changes this.`,
});
