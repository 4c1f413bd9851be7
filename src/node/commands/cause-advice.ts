import type { CauseId } from "../../causes/index.ts";
import { isCorsHeaderName } from "../../fetch/headers.ts";
import { explainNearMisses, nearMisses } from "../../text/near-miss.ts";
import { quote } from "../../text/quote.ts";
import { hostOf } from "../../text/url-parts.ts";
import type { ConsoleMessage } from "./console-message.ts";

/** What a console message may say of a refusal. */
type KnownOfRefusal = Pick<ConsoleMessage, "url" | "origin" | "isPreflight" | "status" | "value">;

/** What to do about any refusal with this cause. */
export function generalCauseAdvice(cause: CauseId): string {
  return adviceFor(cause, { url: null, origin: null, isPreflight: false, status: null, value: null });
}

/** What to do about a refusal with this cause, as exactly as what is known of it allows. */
export function adviceFor(cause: CauseId, known: KnownOfRefusal): string {
  const { origin, value, status, isPreflight, url } = known;
  const page = origin === null ? "the page's origin" : quote(origin);
  const host = url === null ? "The server" : quote(hostOf(url));
  const where = isPreflight ? "the response to `OPTIONS`" : "the response";
  switch (cause) {
    case "missing-allow-origin":
      if (status !== null && Number(status) >= 400)
        return isPreflight
          ? adviceFor("preflight-status-not-ok", known)
          : `${host} responded with HTTP ${status}, without CORS headers. Find the cause of HTTP ${status} first. Then allow ${page} in error responses too, so that the page can read the status.`;
      return `${host} must allow ${page} in ${where}. An error page, a redirect, a login check or a cache in front of the CORS code may have sent the response without the header.`;
    case "header-not-allowed":
      return value !== null && isCorsHeaderName(value)
        ? `Delete ${quote(value)} from the request's headers in the page. Only a server can send this header.`
        : `On the server, add ${value === null ? "the header" : quote(value)} to \`Access-Control-Allow-Headers\`. Browsers name only the first header that is missing.`;
    case "method-not-allowed":
      return value !== null && isPlainName(value) && value !== value.toUpperCase()
        ? `Write \`method: "${value.toUpperCase()}"\` in the page. Method names are case-sensitive, and the page uses ${quote(value)}.`
        : `On the server, add ${value === null ? "the request's method" : quote(value)} to \`Access-Control-Allow-Methods\`.`;
    case "allow-origin-mismatch":
    case "invalid-allow-origin":
      return (
        (origin !== null && value !== null ? explainNearMisses(nearMisses(value, origin), value, origin) : "") ||
        `Let the server send ${page} instead of ${value === null ? "another value" : quote(value)}, if the page may read its responses.`
      );
    case "multiple-allow-origins":
      return `Set \`Access-Control-Allow-Origin\` in one layer only, with one value: ${page}. ${value === null ? "Two values mean" : `${quote(value)} means`} a proxy and the application that both set the header, or a list that was not split.`;
    case "wildcard-origin-with-credentials":
      return `On the server, send ${page} instead of \`*\`, with \`Access-Control-Allow-Credentials: true\`. Or, if the API needs no cookies, remove \`credentials: "include"\` (\`withCredentials\`) from the page.`;
    case "allow-credentials-not-true":
      return 'Send `Access-Control-Allow-Credentials: true` from the server, also on responses to `OPTIONS`. Or, if the API needs no cookies, remove `credentials: "include"` (`withCredentials`) from the page.';
    case "preflight-status-not-ok":
      if (Number(status) >= 500)
        return `${host} responded to \`OPTIONS\` with HTTP ${status}. Find the cause of HTTP ${status} first: the server, or a proxy in front of it, failed.`;
      return `${host} responded to \`OPTIONS\` with ${status === null ? "an error status" : `HTTP ${status}`}. Respond with 204 and the CORS headers before authentication and routes: a preflight carries no login.`;
    case "preflight-redirect":
      return "Request the URL that the server redirects to, or respond to `OPTIONS` before the redirect. Usual redirects add a slash at the end, change http to https, or lead to a login page.";
    case "local-network-access-denied":
      return `Allow local network access for ${page} in the browser's site settings. ${host} is on this machine or its network. No response header changes this.`;
    case "insecure-local-network":
      return `Serve the page${origin === null ? "" : ` ${page}`} over https. ${host} is on this machine or its network, and only secure pages may request it. No response header changes this.`;
    case "local-network-address-mismatch":
      return `Correct \`targetAddressSpace\` in the request. The host name of ${host === "The server" ? "the server" : host} leads to an address in another address space.`;
    case "unsupported-scheme":
      return "Use an `http://` or `https://` URL. Serve local files over http, even on this machine.";
    case "redirect-with-credentials":
      return "Remove `user:password@` from the URL that the server redirects to.";
    default:
      return `On the server, correct \`${cause === "invalid-allow-methods" ? "Access-Control-Allow-Methods" : "Access-Control-Allow-Headers"}\`${value === null ? "" : `: ${quote(value)} is not valid`}. Write a list with commas between the names.`;
  }
}

/** True for the name of a method or a header, with no character that a shell or a terminal acts on. */
export function isPlainName(name: string): boolean {
  return /^[\w.-]{1,100}$/.test(name);
}
