import { translate } from "../text/translate.ts";
import { defineLookAlike, type FailedFetch, hasNetError, quotedServer } from "./lookalike.ts";

export const untrustedCertificate = defineLookAlike({
  id: "untrusted-certificate",
  title: "The browser does not trust the server's certificate",
  headline: (failure) =>
    translate`The browser does not trust the certificate of ${quotedServer(failure)}${certificateProblem(failure)}`,
  detect: (failure) =>
    failure.exchange.hasUntrustedCertificate || hasNetError(failure, /^CERT_/) ? "certain" : undefined,
  explain: (failure) =>
    translate`Open ${quotedServer(failure)} in a separate tab to see the reason. During development, you can accept the certificate there. In production, install a certificate that names this host and has not expired.`,
});

function certificateProblem({ exchange }: FailedFetch): string {
  switch (exchange.error) {
    case "net::ERR_CERT_DATE_INVALID":
      return translate(": it has expired, or the computer's clock is wrong");
    case "net::ERR_CERT_COMMON_NAME_INVALID":
      return translate(": it names another host");
    case "net::ERR_CERT_AUTHORITY_INVALID":
      return translate(": it is self-signed, or from an unknown authority");
    default:
      return "";
  }
}
