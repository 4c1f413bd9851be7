import { isLocalUrl } from "../fetch/origin.ts";
import { translate } from "../text/translate.ts";
import { defineLookAlike, type FailedFetch, quotedServer } from "./lookalike.ts";

export const missingResponse = defineLookAlike({
  id: "missing-response",
  title: "No response reached the browser",
  headline: (failure) => translate`No response from ${quotedServer(failure)} reached the browser`,
  detect: ({ exchange }) => (exchange.status === 0 && exchange.error === undefined ? "certain" : undefined),
  explain: (failure) =>
    translate`This recording does not tell why. Open ${quotedServer(failure)} in a tab of its own: ${possibleCauses(failure).join(", ")}, the page gave the request up, or the answer is still on its way.`,
});

function possibleCauses({ exchange }: FailedFetch): string[] {
  const causes = [
    translate("the server is not running or crashed"),
    translate("the host name does not exist"),
    translate("a firewall is in between"),
  ];
  if (exchange.url.startsWith("https:")) causes.push(translate("the server does not speak TLS"));
  if (isLocalUrl(exchange.url)) {
    causes.push(translate("the browser denied access to the local network"));
  }
  return causes;
}
