import { translate } from "../text/translate.ts";
import { defineLookAlike, hasNetError, quotedServer } from "./lookalike.ts";

export const tlsMismatch = defineLookAlike({
  id: "tls-mismatch",
  title: "The server does not speak TLS here, or not the browser's kind of it",
  headline: (failure) => translate`${quotedServer(failure)} does not speak TLS, or not the browser's kind of it`,
  detect: (failure) => (hasNetError(failure, /^(SSL_|BAD_SSL_|ECH_|TLS13_)/) ? "certain" : undefined),
  explain: () =>
    "If it is a development server, call it by `http://`; else look at its TLS versions, ciphers and client certificates.",
});
