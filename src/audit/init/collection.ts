import { quote } from "../../text/quote.ts";
import type { PolicyDraft } from "./draft.ts";
import { type DescribedRequest, draftOf, pathSegment } from "./draft-request.ts";

/** A request of Postman or Bruno, with the values that its variables have. */
export interface CollectedRequest {
  readonly method: string;
  /** With `{{name}}` for variables and `:name` for parts of the path. */
  readonly url: string;
  readonly headers: DescribedRequest["headers"];
  /** The content type of the body; "" where there is none or the client sets one that needs no preflight. */
  readonly contentType: string;
  /** The header that carries the credentials; "" for none. */
  readonly authHeader: string;
  readonly variables: ReadonlyMap<string, string>;
  readonly pathValues: ReadonlyMap<string, string>;
}

/** The request as a part of a draft. A variable without a value at the start of the URL is an unknown server. */
export function draftOfCollected(request: CollectedRequest): PolicyDraft {
  const confirm: string[] = [];
  const { contentType, authHeader } = request;
  const own = request.headers.map(({ name, value }) => ({ name, value: /^content-type$/i.test(name) ? value : "" }));
  const hasType = own.some(({ name }) => /^content-type$/i.test(name));
  const cookies = own.filter(({ name }) => /^cookie$/i.test(name));
  return draftOf({
    method: request.method,
    url: addressFrom(request, confirm),
    headers: [
      ...own.filter((header) => !cookies.includes(header)),
      ...(contentType !== "" && !hasType ? [{ name: "content-type", value: contentType }] : []),
      ...(authHeader === "" ? [] : [{ name: authHeader, value: "" }]),
    ],
    credentials: cookies.length > 0 ? true : null,
    confirm,
  });
}

function addressFrom({ url, variables, pathValues }: CollectedRequest, confirm: string[]): string {
  const filled = fillVariables(url.trim(), variables).replace(/[?#].*$/s, "");
  // The server of a URL is everything before the first slash that ends its name.
  const withServer = filled.replace(/^\{\{[^{}]*\}\}(?=\/|$)/, "").replace(/^$/, "/");
  const isLocal = /^(localhost|127\.0\.0\.1|\[::1\])([:/]|$)/.test(withServer);
  const isBare = !/^([a-z][a-z0-9+.-]*:\/\/|\/)/i.test(withServer);
  const absolute = isBare ? `${isLocal ? "http" : "https"}://${withServer}` : withServer;
  return absolute
    .replace(/\{\{([^{}]*)\}\}/g, (_, name: string) => {
      confirm.push(`\`example\` stands for the variable ${quote(name.trim())}; use a value that exists`);
      return "example";
    })
    .replace(/\/:([A-Za-z_][\w-]*)(?=\/|$)/g, (_, name: string) => {
      const value = fillVariables(pathValues.get(name) ?? "", variables);
      const isUsable = value !== "" && !value.includes("{{");
      confirm.push(`${quote(isUsable ? value : "1")} stands for ${quote(`:${name}`)}; use a value that exists`);
      return `/${pathSegment(isUsable ? value : "1")}`;
    });
}

/** The text with the values of its variables. A value may hold variables itself. */
function fillVariables(text: string, variables: ReadonlyMap<string, string>, depth = 0): string {
  const filled = text.replace(/\{\{([^{}]*)\}\}/g, (whole, name: string) => variables.get(name.trim()) || whole);
  return filled === text || depth >= maxDepth ? filled : fillVariables(filled, variables, depth + 1);
}

const maxDepth = 5;
