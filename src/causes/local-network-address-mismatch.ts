import { defineCause } from "./cause.ts";

export const localNetworkAddressMismatch = defineCause({
  id: "local-network-address-mismatch",
  title: "The server's address does not match the request's `targetAddressSpace`",
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
  explain: () =>
    "Correct `targetAddressSpace` in the request. The server's host name resolved to an address in a different address space.",
});
