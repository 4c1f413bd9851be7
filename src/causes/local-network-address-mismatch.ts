import { defineCause } from "./cause.ts";

export const localNetworkAddressMismatch = defineCause({
  id: "local-network-address-mismatch",
  title: "The server is not in the address space that the page named",
  spec: "https://wicg.github.io/local-network-access/",
  reportedAs: {
    chrome: { preflight: "InvalidLocalNetworkAccess", actual: "InvalidLocalNetworkAccess" },
    firefox: null,
  },
  says: {
    chrome: null,
    firefox: null,
  },
  check: "local-network",
  judges: ["preflight", "actual"],
  remedy: "change-request",
  // Recordings do not hold `targetAddressSpace`, so the engine names this cause only as an alternative.
  detect: () => undefined,
  explain: () => "The call's `targetAddressSpace` does not match the address that the server's name resolved to.",
});
