import { isLocalUrl } from "../fetch/local-url.ts";
import { translate } from "../text/translate.ts";
import { defineLookAlike, type FailedFetch, quotedServer } from "./lookalike.ts";

export const missingResponse = defineLookAlike({
  id: "missing-response",
  title: "No response reached the browser",
  headline: (failure) => translate`No response from ${quotedServer(failure)} reached the browser`,
  detect: ({ exchange }) => (exchange.status === 0 && exchange.error === undefined ? "certain" : undefined),
  explain: (failure) =>
    translate`Open ${quotedServer(failure)} in a separate tab to see the error. The recording does not show the cause. Possible causes: ${possibleCauses(failure).join(", ")}, the page canceled the request, or the response has not arrived yet.`,
});

function possibleCauses({ exchange }: FailedFetch): string[] {
  const causes = [
    translate("the server is not running or crashed"),
    translate("the host name does not exist"),
    translate("a firewall blocks the connection"),
  ];
  if (exchange.url.startsWith("https:")) causes.push(translate("the server does not support TLS"));
  if (isLocalUrl(exchange.url)) {
    causes.push(translate("the browser denied access to the local network"));
  }
  return causes;
}
