import { extractHeaderListValues, getHeader } from "../fetch/headers.ts";
import { isCorsSafelistedMethod } from "../fetch/safelist.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineCause } from "./cause.ts";

export const methodNotAllowed = defineCause({
  id: "method-not-allowed",
  title: "The method is not in `Access-Control-Allow-Methods`",
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
    const allowed = extractHeaderListValues(exchange.responseHeaders, "Access-Control-Allow-Methods");
    if (allowed === null || allowed.includes(method)) return;
    if (allowed.includes("*") && credentials === "omit") return;
    return {
      subject: "Access-Control-Allow-Methods",
      got: getHeader(exchange.responseHeaders, "Access-Control-Allow-Methods"),
      want: method,
      names: [method],
    };
  },
  explain: ({ got }, { method, exchange }) => {
    const allowed = extractHeaderListValues(exchange.responseHeaders, "Access-Control-Allow-Methods") ?? [];
    if (allowed.includes("*")) return translate`With credentials \`*\` is not a wildcard: name ${quote(method)}.`;
    const upperCase = method.toUpperCase();
    if (method !== upperCase) {
      return translate`Methods are compared letter by letter and the page asked for ${quote(method)}: write \`method: "${upperCase}"\` in the page.`;
    }
    const sameInAnotherCase = allowed.find((name) => name.toUpperCase() === upperCase);
    if (sameInAnotherCase)
      return translate`Methods are compared letter by letter: ${quote(sameInAnotherCase)} must be ${quote(method)}.`;
    return got === null
      ? translate`The preflight response lists no methods, so only GET, HEAD and POST may be used; the page asked for ${quote(method)}.`
      : translate`The server allows ${quote(got)}; the page asked for ${quote(method)}.`;
  },
});
