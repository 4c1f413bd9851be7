import { isHttpUrl } from "../fetch/origin.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineCause } from "./cause.ts";

export const unsupportedScheme = defineCause({
  id: "unsupported-scheme",
  title: "The URL is neither http nor https",
  headline: ({ got }) => translate`The URL begins with ${quote(got)}, not with \`http:\` or \`https:\``,
  spec: "https://fetch.spec.whatwg.org/#concept-main-fetch",
  reportedAs: { chrome: { actual: "CorsDisabledScheme" }, firefox: "CORSRequestNotHttp" },
  says: {
    chrome: () =>
      "Cross origin requests are only supported for protocol schemes: chrome, chrome-experimental-site-token-provider, chrome-extension, chrome-untrusted, data, http, https, isolated-app.",
    firefox: () => "(Reason: CORS request not http).",
  },
  check: "scheme",
  judges: ["actual"],
  remedy: "change-request",
  detect({ exchange }) {
    if (isHttpUrl(exchange.url) || !URL.canParse(exchange.url)) return;
    const { protocol } = new URL(exchange.url);
    if (protocol === "http:" || protocol === "https:") return;
    return { subject: "URL scheme", got: protocol, want: translate("http: or https:") };
  },
  explain: ({ got }, { exchange: { url } }) =>
    got === "file:"
      ? "Serve the files over http, even on this machine. A page cannot fetch `file:` URLs."
      : hostWithPort.test(url)
        ? translate`The scheme is missing. Write ${quote(`${/:8?443\b/.test(url) ? "https" : "http"}://${url}`)}.`
        : "Use an `http://` or `https://` URL.",
});

/** `localhost`, or a host with a dot, and a port. */
const hostWithPort = /^(?:localhost|[^/:?]+\.[^/:?]+):\d{1,5}(?:[/?]|$)/i;
