import { memo } from "../collections.ts";
import { addToList, isCorsHeaderName, isTokenList, splitList } from "../fetch/headers.ts";
import { corsHeadersOf } from "../fetch/recorded-exchange.ts";
import { quote, quoteAll } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineCause, type Evidence } from "./cause.ts";

export const headerNotAllowed = defineCause({
  id: "header-not-allowed",
  title: "A request header is not in `Access-Control-Allow-Headers`",
  headline: ({ names = [] }) =>
    names.length === 1
      ? translate`The header ${quoteAll(names, 3)} is not in \`Access-Control-Allow-Headers\``
      : translate`The headers ${quoteAll(names, 3)} are not in \`Access-Control-Allow-Headers\``,
  spec: "https://fetch.spec.whatwg.org/#cors-preflight-fetch-0",
  reportedAs: {
    chrome: { preflight: "HeaderDisallowedByPreflightResponse" },
    firefox: "CORSMissingAllowHeaderFromPreflight",
  },
  says: {
    chrome: ({ names: [name] = [] }) =>
      `Request header field ${name} is not allowed by Access-Control-Allow-Headers in preflight response.`,
    firefox: ({ names: [name] = [] }) =>
      `(Reason: header ‘${name}’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response).`,
  },
  check: "allow-headers",
  judges: ["preflight"],
  remedy: "grant",
  detect({ exchange, headerNames, credentials }) {
    if (headerNames.length === 0) return;
    const { allowHeaders: got } = corsHeadersOf(exchange);
    const allowed = parseAllowHeaders(got ?? "");
    if (allowed === null) return;
    // In the standard, `*` does not cover `Authorization`. The browsers measured here do not implement that yet.
    if (allowed.has("*") && credentials === "omit") return;
    if (headerNames.every((name) => allowed.has(name))) return;
    return new MissingNames(
      got,
      headerNames.length === 1 ? headerNames : headerNames.filter((name) => !allowed.has(name)),
    );
  },
  explain: ({ got, names: missing = [] }) => {
    const names = missing.filter((name) => !isCorsHeaderName(name));
    if (names.length === 0)
      return translate`Delete ${quoteAll(missing)} from the request's headers. In a request, such a header allows nothing and only causes a preflight.`;
    const what = `${names.length === 1 ? translate("the header") : translate("the headers")} ${quoteAll(names, 20)}`;
    if (got?.split(",").some((name) => name.trim() === "*")) {
      return translate`On the server, add ${what} to \`Access-Control-Allow-Headers\` by name. With credentials, \`*\` is not a wildcard.`;
    }
    return got === null || got === ""
      ? translate`On the server, add ${what} to \`Access-Control-Allow-Headers\`. The preflight response allows no headers.`
      : translate`On the server, add ${what} to \`Access-Control-Allow-Headers\`. The server allows only ${quote(got)}.`;
  },
});

/** The names in an `Access-Control-Allow-Headers` value, in lower case; null when a member is not a token. */
const parseAllowHeaders = memo((list) => (isTokenList(list) ? new Set(splitList(list.toLowerCase())) : null));

/**
 * Evidence whose complete list is written when it is read. Of thousands of refusals a report shows few, and each list took 1.7 kB of
 * memory for a moment.
 */
class MissingNames implements Evidence {
  readonly subject = "Access-Control-Allow-Headers";
  readonly got: string | null;
  readonly names: readonly string[];

  constructor(got: string | null, names: readonly string[]) {
    this.got = got;
    this.names = names;
  }

  get want(): string | null {
    const toAllow = this.names.filter((name) => !isCorsHeaderName(name));
    return toAllow.length > 0 ? addToList(this.got, toAllow) : null;
  }
}
