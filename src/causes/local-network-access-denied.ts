import { isBlockedByLocalNetworkAccess, targetAddressSpace } from "../fetch/local-network-access.ts";
import { isPotentiallyTrustworthyOrigin } from "../fetch/origin.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { hostOf } from "../text/url-parts.ts";
import { defineCause } from "./cause.ts";

export const localNetworkAccessDenied = defineCause({
  id: "local-network-access-denied",
  title: "The browser has no permission to access the local network",
  spec: "https://wicg.github.io/local-network-access/",
  reportedAs: {
    chrome: { preflight: "LocalNetworkAccessPermissionDenied", actual: "LocalNetworkAccessPermissionDenied" },
    firefox: null,
  },
  says: {
    chrome: (_, { exchange }) =>
      `Permission was denied for this request to access the \`${targetAddressSpace(exchange)}\` address space.`,
    firefox: null,
  },
  check: "local-network",
  judges: ["preflight", "actual"],
  remedy: "change-request",
  detect({ exchange, origin }) {
    if (!isBlockedByLocalNetworkAccess(exchange) || !isPotentiallyTrustworthyOrigin(origin)) return;
    return {
      subject: "permission",
      got: translate("denied"),
      want: translate("local network access allowed for this site"),
    };
  },
  explain: (_, { origin, exchange }) =>
    translate`Allow local network access for ${quote(origin)} in the browser's site settings. ${quote(hostOf(exchange.url))} is on this machine or its network. No response header changes this.`,
});
