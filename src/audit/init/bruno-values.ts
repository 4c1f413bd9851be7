import type { BruEntry } from "./bru-blocks.ts";
import type { CollectedRequest } from "./collection.ts";
import { asArray, asObject, asText, type Values } from "./read-values.ts";

/** A request without the variables, which belong to the whole collection. */
export type BrunoRequest = Omit<CollectedRequest, "variables">;

/** Where a request sends its API key. */
export interface ApiKey {
  readonly name: string;
  readonly isInQuery: boolean;
}

/** The header that carries the credentials; "" for none. */
export function authHeaderOf(mode: string, apiKey: ApiKey | null): string {
  if (mode === "apikey") return apiKey === null || apiKey.isInQuery ? "" : apiKey.name;
  return /^(|none|inherit)$/.test(mode) ? "" : "authorization";
}

export function apiKeyOf({ key, placement }: Values): ApiKey | null {
  return asText(key) === "" ? null : { name: asText(key), isInQuery: /query/.test(asText(placement)) };
}

/** The entries of a list in JSON or YAML that are not switched off. */
export function enabled(list: unknown): BruEntry[] {
  return asArray(list)
    .map(asObject)
    .filter(({ name, enabled, disabled }) => asText(name) !== "" && enabled !== false && disabled !== true)
    .map(({ name, value }) => ({ name: asText(name), value: asText(value) }));
}

/** The values of the parts of the path, which a URL names as `:name`. */
export function pathValuesOf(params: unknown): ReadonlyMap<string, string> {
  const ofPath = asArray(params).filter((raw) => asObject(raw).type === "path");
  return new Map(enabled(ofPath).map(({ name, value }) => [name, value]));
}

/** The mode of a body → its content type; bodies of other modes need no preflight. */
export const contentTypes: ReadonlyMap<string, string> = new Map([
  ["json", "application/json"],
  ["xml", "application/xml"],
  ["sparql", "application/sparql-query"],
  ["graphql", "application/json"],
]);
