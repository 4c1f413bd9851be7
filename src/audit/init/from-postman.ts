import { draftOfCollected } from "./collection.ts";
import type { PolicyDraft } from "./draft.ts";
import { mergeDrafts } from "./draft-request.ts";
import { asArray, asObject, asText, type Values } from "./read-values.ts";

/** True for a Postman collection of version 2. */
export function isPostman(document: unknown): boolean {
  const { info, item } = asObject(document);
  return Array.isArray(item) && /getpostman\.com\/json\/collection\/v2/.test(asText(asObject(info).schema));
}

/**
 * Every request of a Postman collection.
 * @see https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/index.html
 */
export function draftFromPostman(document: unknown): PolicyDraft {
  const root = asObject(document);
  const variables = new Map(
    asArray(root.variable).map((raw) => {
      const { key, id, value } = asObject(raw);
      return [asText(key ?? id), asText(value)] as const;
    }),
  );
  return mergeDrafts(requestsIn(root, null, 0).map((request) => draftOfCollected({ ...request, variables })));
}

type Collected = Omit<Parameters<typeof draftOfCollected>[0], "variables">;

/** The requests of a folder. A request without its own authorization has that of the folder. */
function requestsIn(folder: Values, inherited: unknown, depth: number): Collected[] {
  if (depth > maxDepth) return [];
  const auth = folder.auth ?? inherited;
  return asArray(folder.item).flatMap((raw): Collected[] => {
    const item = asObject(raw);
    if (Array.isArray(item.item)) return requestsIn(item, auth, depth + 1);
    if (typeof item.request === "string") return [collectedOf({ url: item.request, method: "GET" }, auth)];
    return item.request === undefined ? [] : [collectedOf(asObject(item.request), auth)];
  });
}

const maxDepth = 50;

function collectedOf(request: Values, inherited: unknown): Collected {
  const url = typeof request.url === "string" ? { raw: request.url } : asObject(request.url);
  return {
    method: asText(request.method) || "GET",
    url: asText(url.raw) || joined(url),
    headers: headersOf(request.header),
    contentType: contentTypeOf(asObject(request.body)),
    authHeader: authHeaderOf(request.auth ?? inherited),
    pathValues: new Map(
      asArray(url.variable).map((raw) => {
        const { key, id, value } = asObject(raw);
        return [asText(key ?? id), asText(value)] as const;
      }),
    ),
  };
}

/** The URL from its parts. */
function joined({ protocol, host, port, path }: Values): string {
  const text = (value: unknown, separator: string) =>
    Array.isArray(value)
      ? value.map((part) => asText(part) || asText(asObject(part).value)).join(separator)
      : asText(value);
  const start = asText(protocol) === "" ? "" : `${asText(protocol)}://`;
  const end = asText(port) === "" ? "" : `:${asText(port)}`;
  return `${start}${text(host, ".")}${end}/${text(path, "/").replace(/^\//, "")}`;
}

function headersOf(header: unknown): Collected["headers"] {
  if (typeof header === "string")
    return header.split(/\r?\n/).flatMap((line) => {
      const [, name = "", value = ""] = /^([^:]+):(.*)$/.exec(line) ?? [];
      return name === "" ? [] : [{ name: name.trim(), value: value.trim() }];
    });
  return asArray(header)
    .map(asObject)
    .filter(({ disabled, key }) => disabled !== true && asText(key) !== "")
    .map(({ key, value }) => ({ name: asText(key), value: asText(value) }));
}

function contentTypeOf({ mode, options }: Values): string {
  if (mode === "graphql") return "application/json";
  if (mode !== "raw") return "";
  return contentTypes.get(asText(asObject(asObject(options).raw).language)) ?? "";
}

const contentTypes: ReadonlyMap<string, string> = new Map([
  ["json", "application/json"],
  ["xml", "application/xml"],
  ["javascript", "application/javascript"],
  ["html", "text/html"],
]);

function authHeaderOf(value: unknown): string {
  const auth = asObject(value);
  const type = asText(auth.type);
  if (type !== "apikey") return type === "" || type === "noauth" ? "" : "authorization";
  const settings = Array.isArray(auth.apikey)
    ? Object.fromEntries(auth.apikey.map((raw) => [asText(asObject(raw).key), asObject(raw).value]))
    : asObject(auth.apikey);
  return settings.in === "query" ? "" : asText(settings.key);
}
