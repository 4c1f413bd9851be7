import { apiKeyOf, authHeaderOf, type BrunoRequest, contentTypes, enabled, pathValuesOf } from "./bruno-values.ts";
import { draftOfCollected } from "./collection.ts";
import type { PolicyDraft } from "./draft.ts";
import { mergeDrafts } from "./draft-request.ts";
import { asArray, asObject, asText, type Values } from "./read-values.ts";

/** True for a collection that Bruno exported as one JSON file. */
export function isBrunoExport(document: unknown): boolean {
  const { items, version, name } = asObject(document);
  return Array.isArray(items) && version !== undefined && name !== undefined;
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

/** The requests of a folder and of the folders in it, each with its own authentication or the nearest inherited one. */
function requestsIn(folder: Values, inherited: Values, depth: number): BrunoRequest[] {
  if (depth > maxDepth) return [];
  return asArray(folder.items).flatMap((raw): BrunoRequest[] => {
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
