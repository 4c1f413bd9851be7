import { translate } from "../text/translate.ts";
import { defineLookAlike, hasNetError, quotedServer } from "./lookalike.ts";

export const tlsMismatch = defineLookAlike({
  id: "tls-mismatch",
  title: "The TLS connection to the server failed",
  headline: (failure) => translate`The TLS connection to ${quotedServer(failure)} failed`,
  detect: (failure) => (hasNetError(failure, /^(SSL_|BAD_SSL_|ECH_|TLS13_)/) ? "certain" : undefined),
  explain: () =>
    "Use `http://` for a development server without TLS. Otherwise check the server's TLS versions, ciphers and client certificates.",
});
