import { addToList, extractHeaderListValues, parseHeaderList } from "../fetch/headers.ts";
import { corsHeadersOf } from "../fetch/recorded-exchange.ts";
import { isCorsSafelistedMethod } from "../fetch/safelist.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineCause } from "./cause.ts";

export const methodNotAllowed = defineCause({
  id: "method-not-allowed",
  title: "The method is not in `Access-Control-Allow-Methods`",
  headline: (_, { method }) => translate`The method ${quote(method)} is not in \`Access-Control-Allow-Methods\``,
  spec: "https://fetch.spec.whatwg.org/#cors-preflight-fetch-0",
  reportedAs: { chrome: { preflight: "MethodDisallowedByPreflightResponse" }, firefox: "CORSMethodNotFound" },
  says: {
    chrome: (_, { method }) => `Method ${method} is not allowed by Access-Control-Allow-Methods in preflight response.`,
    firefox: () => "(Reason: Did not find method in CORS header ‘Access-Control-Allow-Methods’).",
  },
  check: "allow-methods",
  judges: ["preflight"],
  remedy: "grant",
  detect({ exchange, method, credentials }) {
    if (isCorsSafelistedMethod(method)) return;
    const { allowMethods: got } = corsHeadersOf(exchange);
    const allowed = parseHeaderList(got);
    if (allowed === null || allowed.includes(method)) return;
    if (allowed.includes("*") && credentials === "omit") return;
    return {
      subject: "Access-Control-Allow-Methods",
      got,
      want: addToList(got, [method]),
      names: [method],
    };
  },
  explain: ({ got }, { method, exchange }) => {
    const allowed = extractHeaderListValues(exchange.responseHeaders, "Access-Control-Allow-Methods") ?? [];
    if (allowed.includes("*"))
      return translate`On the server, add ${quote(method)} to \`Access-Control-Allow-Methods\` by name. With credentials, \`*\` is not a wildcard.`;
    const upperCase = method.toUpperCase();
    if (method !== upperCase) {
      return translate`Write \`method: "${upperCase}"\` in the page. Method names are case-sensitive, and the page uses ${quote(method)}.`;
    }
    const sameInAnotherCase = allowed.find((name) => name.toUpperCase() === upperCase);
    if (sameInAnotherCase)
      return translate`Change ${quote(sameInAnotherCase)} to ${quote(method)} in the server's list. Method names are case-sensitive.`;
    return got === null
      ? translate`On the server, add ${quote(method)} to \`Access-Control-Allow-Methods\`. Without this header, browsers allow only GET, HEAD and POST.`
      : translate`On the server, add ${quote(method)} to \`Access-Control-Allow-Methods\`. The server lists only ${quote(got)}.`;
  },
});
