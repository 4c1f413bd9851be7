import type { BruEntry } from "./bru-blocks.ts";
import { readBruBlocks } from "./bru-blocks.ts";
import { type CollectedRequest, draftOfCollected } from "./collection.ts";
import type { PolicyDraft } from "./draft.ts";
import { mergeDrafts } from "./draft-request.ts";
import { asArray, asObject, asText, type Values } from "./read-values.ts";

/** A file of a collection's folder: its path in the folder with `/`, and its content; `value` is parsed YAML. */
export type BrunoFile =
  | { readonly path: string; readonly text: string }
  | { readonly path: string; readonly value: unknown };

/** True for a collection that Bruno exported as one JSON file. */
export function isBrunoExport(document: unknown): boolean {
  const { items, version, name } = asObject(document);
  return Array.isArray(items) && version !== undefined && name !== undefined;
}

/** Every request of a folder with `.bru` files or with the YAML files of OpenCollection. */
export function draftFromBrunoFolder(files: readonly BrunoFile[]): PolicyDraft {
  const parsed = files.map((file) => ({
    path: file.path,
    ...("text" in file ? readBru(file.text) : readYaml(file.value)),
  }));
  const variables = new Map(
    parsed.flatMap(({ variables }) => variables.map(({ name, value }) => [name, value] as const)),
  );
  const folders = parsed.filter(({ request }) => request === null);
  return mergeDrafts(
    parsed.flatMap(({ path, request }) => {
      if (request === null) return [];
      const above = folders
        .filter((folder) => path.startsWith(folderOf(folder.path)) && !folder.path.includes("environments/"))
        .sort((a, b) => b.path.length - a.path.length);
      const auth =
        request.auth === "inherit"
          ? (above.find(({ auth }) => auth !== "" && auth !== "inherit")?.auth ?? "")
          : request.auth;
      const key = request.apiKey ?? above.find(({ apiKey }) => apiKey !== null)?.apiKey ?? null;
      return [
        draftOfCollected({
          ...request,
          headers: [...request.headers, ...above.flatMap(({ headers }) => headers)],
          authHeader: authHeaderOf(auth, key),
          variables,
        }),
      ];
    }),
  );
}

/** Every request of an exported collection. */
export function draftFromBrunoExport(document: unknown): PolicyDraft {
  const root = asObject(document);
  const variables = new Map(
    asArray(root.environments)
      .flatMap((environment) => asArray(asObject(environment).variables))
      .map((raw) => [asText(asObject(raw).name), asText(asObject(raw).value)] as const),
  );
  const rootAuth = asObject(asObject(asObject(root.root).request).auth);
  return mergeDrafts(requestsIn(root, rootAuth, 0).map((request) => draftOfCollected({ ...request, variables })));
}

type Collected = Omit<CollectedRequest, "variables">;

function requestsIn(folder: Values, inherited: Values, depth: number): Collected[] {
  if (depth > maxDepth) return [];
  return asArray(folder.items).flatMap((raw): Collected[] => {
    const item = asObject(raw);
    const own = asObject(asObject(asObject(item.root).request).auth);
    if (item.type === "folder") return requestsIn(item, isInherited(own) ? inherited : own, depth + 1);
    if (!/^(http|graphql)-request$/.test(asText(item.type))) return [];
    const request = asObject(item.request);
    const requestAuth = asObject(request.auth);
    const auth = isInherited(requestAuth) ? inherited : requestAuth;
    return [
      {
        method: asText(request.method),
        url: asText(request.url),
        headers: enabled(request.headers),
        contentType: contentTypes.get(asText(asObject(request.body).mode)) ?? "",
        authHeader: authHeaderOf(asText(auth.mode), apiKeyOf(asObject(auth.apikey))),
        pathValues: pathValuesOf(request.params),
      },
    ];
  });
}

const maxDepth = 50;

function isInherited({ mode }: Values): boolean {
  return mode === undefined || mode === "inherit";
}

/** A file of a folder, as far as a policy needs it. `request` is null for the settings of a folder or an environment. */
interface ReadFile {
  readonly request: (Omit<Collected, "authHeader"> & { readonly auth: string; readonly apiKey: ApiKey | null }) | null;
  readonly headers: readonly BruEntry[];
  readonly auth: string;
  readonly apiKey: ApiKey | null;
  readonly variables: readonly BruEntry[];
}

interface ApiKey {
  readonly name: string;
  readonly isInQuery: boolean;
}

const methodBlocks = ["get", "post", "put", "patch", "delete", "head", "options"];

function readBru(text: string): ReadFile {
  const blocks = readBruBlocks(text);
  const valueIn = (block: string, key: string) => blocks.get(block)?.find(({ name }) => name === key)?.value ?? "";
  const method = methodBlocks.find((name) => blocks.has(name));
  const headers = blocks.get("headers") ?? [];
  const key = valueIn("auth:apikey", "key");
  const apiKey = key === "" ? null : { name: key, isInQuery: /query/.test(valueIn("auth:apikey", "placement")) };
  const common = {
    headers,
    auth: valueIn("auth", "mode"),
    apiKey,
    variables: [...(blocks.get("vars") ?? []), ...(blocks.get("vars:pre-request") ?? [])],
  };
  if (method === undefined) return { ...common, request: null };
  return {
    ...common,
    request: {
      method: method.toUpperCase(),
      url: valueIn(method, "url"),
      headers,
      contentType: contentTypes.get(valueIn(method, "body")) ?? "",
      auth: valueIn(method, "auth"),
      apiKey,
      pathValues: new Map((blocks.get("params:path") ?? []).map(({ name, value }) => [name, value])),
    },
  };
}

/** @see https://docs.usebruno.com/opencollection-yaml/structure-reference */
function readYaml(value: unknown): ReadFile {
  const file = asObject(value);
  const defaults = asObject(file.request);
  const http = asObject(file.http ?? file.graphql);
  const source = file.http === undefined && file.graphql === undefined ? defaults : http;
  const auth = source.auth === "inherit" ? "inherit" : asText(asObject(source.auth).type);
  const common = {
    headers: enabled(source.headers),
    auth,
    apiKey: apiKeyOf({ ...asObject(source.auth), ...asObject(asObject(source.auth).apikey) }),
    variables: [file.variables, asObject(file.runtime).variables, defaults.variables].flatMap(enabled),
  };
  if (asText(http.url) === "") return { ...common, request: null };
  const type = file.graphql === undefined ? asText(asObject(http.body).type) : "graphql";
  return {
    ...common,
    request: {
      method: asText(http.method) || "GET",
      url: asText(http.url),
      headers: common.headers,
      contentType: contentTypes.get(type) ?? "",
      auth,
      apiKey: common.apiKey,
      pathValues: pathValuesOf(http.params),
    },
  };
}

function enabled(list: unknown): BruEntry[] {
  return asArray(list)
    .map(asObject)
    .filter(({ name, enabled, disabled }) => asText(name) !== "" && enabled !== false && disabled !== true)
    .map(({ name, value }) => ({ name: asText(name), value: asText(value) }));
}

function pathValuesOf(params: unknown): ReadonlyMap<string, string> {
  const ofPath = asArray(params).filter((raw) => asObject(raw).type === "path");
  return new Map(enabled(ofPath).map(({ name, value }) => [name, value]));
}

function apiKeyOf({ key, placement }: Values): ApiKey | null {
  return asText(key) === "" ? null : { name: asText(key), isInQuery: /query/.test(asText(placement)) };
}

function authHeaderOf(mode: string, apiKey: ApiKey | null): string {
  if (mode === "apikey") return apiKey === null || apiKey.isInQuery ? "" : apiKey.name;
  return /^(|none|inherit)$/.test(mode) ? "" : "authorization";
}

const contentTypes: ReadonlyMap<string, string> = new Map([
  ["json", "application/json"],
  ["xml", "application/xml"],
  ["sparql", "application/sparql-query"],
  ["graphql", "application/json"],
]);

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}
