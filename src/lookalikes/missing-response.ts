import { isLocalHost } from "../fetch/local-network.ts";
import { defineLookAlike, type Failure, serverOf } from "./lookalike.ts";

export const missingResponse = defineLookAlike({
  id: "missing-response",
  title: "No response reached the browser",
  headline: (failure) => `No response from ${serverOf(failure)} reached the browser`,
  detect: ({ exchange }) => (exchange.status === 0 && exchange.error === undefined ? "certain" : undefined),
  explain: (failure) =>
    `This recording does not tell why. Open ${serverOf(failure)} in a tab of its own: ${candidates(failure).join(", ")}, the page gave the request up, or the answer is still on its way.`,
});

function candidates({ exchange }: Failure): string[] {
  const all = ["the server is not running or crashed", "the host name does not exist", "a firewall is in between"];
  if (exchange.url.startsWith("https:")) all.push("the server does not speak TLS");
  if (URL.canParse(exchange.url) && isLocalHost(new URL(exchange.url).hostname)) {
    all.push("the browser denied access to the local network");
  }
  return all;
}
