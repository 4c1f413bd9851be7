import { isNameless401 } from "../servers/pages/nameless-401.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { isPreflightRefused, responseHeader } from "./fingerprints/response.ts";
import { serverInResponse } from "./fingerprints/who-answered.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

/**
 * The forwarded port of a development environment in the cloud is private, so that a login stands before the server. A preflight
 * carries no cookie, so it never passes that login.
 * @see https://docs.github.com/en/codespaces/developing-in-a-codespace/forwarding-ports-in-your-codespace
 * @see https://github.com/gitpod-io/gitpod/issues/14576
 */
export const privatePort = defineReason({
  id: "private-port",
  title: "The forwarded port is private, so the request needs a login first",
  headline: (refusal) =>
    translate`The forwarded port is private: ${environmentOf(refusal) ?? ""} asks for a login before the server responds`,
  judges: ["preflight", "actual"],
  causes: ["missing-allow-origin", "preflight-redirect"],
  detect(refusal) {
    const name = environmentOf(refusal);
    if (name === undefined) return;
    return {
      // A server in Go, among others, responds with the same 401 as Gitpod.
      certainty: name === "Gitpod" ? "possible" : "certain",
      evidence: translate`${quote(refusal.exchange.method)} ${refusal.exchange.status} from ${name}`,
      remedy: "change-request",
    };
  },
  explain: () =>
    "Let the page's development server forward the request to this port, or set the port's visibility to public, which opens it to everyone who knows its URL. The server's CORS code can stay as it is.",
});

/** The environment that asks for a login; undefined where none does. */
function environmentOf(refusal: RefusedFetch): string | undefined {
  if (serverInResponse(refusal, "gitpod")) return mayBePrivateOnGitpod(refusal) ? "Gitpod" : undefined;
  const gateway = serverInResponse(refusal, "github-codespaces");
  if (gateway?.madeResponse) return gateway.name;
  const isSignIn = refusal.fetch.hops.some(({ url }) => url.startsWith("https://github.dev/pf-signin?"));
  return isSignIn ? "GitHub Codespaces" : undefined;
}

/** Behind a preflight that passed, the port is not private. */
function mayBePrivateOnGitpod(refusal: RefusedFetch): boolean {
  const { exchange, hop } = refusal;
  return (
    (hop.preflight === null || isPreflightRefused(refusal)) &&
    isNameless401({ status: exchange.status, header: (name) => responseHeader(refusal, name) })
  );
}
