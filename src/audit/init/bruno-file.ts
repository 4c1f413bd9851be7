import { type BruEntry, readBruBlocks } from "./bru-blocks.ts";
import { type ApiKey, apiKeyOf, type BrunoRequest, contentTypes, enabled, pathValuesOf } from "./bruno-values.ts";
import { asObject, asText } from "./read-values.ts";

/** A file of a folder, as far as a policy needs it. */
export interface BrunoFileContent {
  /** Null for the settings of a folder or an environment. */
  readonly request: BrunoFileRequest | null;
  readonly headers: readonly BruEntry[];
  /** The mode of authentication; `inherit` for that of the folder above, "" for none. */
  readonly auth: string;
  readonly apiKey: ApiKey | null;
  readonly variables: readonly BruEntry[];
}

/** A request as its own file states it, without what it inherits from the folders above. */
export interface BrunoFileRequest extends Omit<BrunoRequest, "authHeader"> {
  readonly auth: string;
  readonly apiKey: ApiKey | null;
}

/** The content of a `.bru` file. */
export function readBru(text: string): BrunoFileContent {
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

const methodBlocks = ["get", "post", "put", "patch", "delete", "head", "options"];

/**
 * The content of a YAML file of OpenCollection.
 * @see https://docs.usebruno.com/opencollection-yaml/structure-reference
 */
export function readOpenCollection(value: unknown): BrunoFileContent {
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
