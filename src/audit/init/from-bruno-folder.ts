import { type BrunoFileContent, type BrunoFileRequest, readBru, readOpenCollection } from "./bruno-file.ts";
import { authHeaderOf, type BrunoRequest } from "./bruno-values.ts";
import { draftOfCollected } from "./collection.ts";
import type { PolicyDraft } from "./draft.ts";
import { mergeDrafts } from "./draft-request.ts";

/** A file of a collection's folder: its path in the folder with `/`, and its content; `value` is parsed YAML. */
export type BrunoFile =
  | { readonly path: string; readonly text: string }
  | { readonly path: string; readonly value: unknown };

/** Every request of a folder with `.bru` files or with the YAML files of OpenCollection. */
export function draftFromBrunoFolder(files: readonly BrunoFile[]): PolicyDraft {
  const parsed = files.map(parse);
  const variables = new Map(
    parsed.flatMap(({ variables }) => variables.map(({ name, value }) => [name, value] as const)),
  );
  const settings = parsed.filter(({ request, path }) => request === null && !path.includes("environments/"));
  return mergeDrafts(
    parsed.flatMap(({ path, request }) => {
      if (request === null) return [];
      const inherited = inheritedSettings(path, settings);
      return [draftOfCollected({ ...withInherited(request, inherited), variables })];
    }),
  );
}

interface ParsedFile extends BrunoFileContent {
  readonly path: string;
}

function parse(file: BrunoFile): ParsedFile {
  return { path: file.path, ...("text" in file ? readBru(file.text) : readOpenCollection(file.value)) };
}

/** The settings of the folders that contain the path, the nearest first. */
function inheritedSettings(path: string, settings: readonly ParsedFile[]): ParsedFile[] {
  return settings
    .filter((folder) => path.startsWith(folderOf(folder.path)))
    .sort((a, b) => b.path.length - a.path.length);
}

/** The request with all headers of the folders above, and with what it inherits of their authentication. */
function withInherited(request: BrunoFileRequest, above: readonly BrunoFileContent[]): BrunoRequest {
  const auth =
    request.auth === "inherit"
      ? (above.find(({ auth }) => auth !== "" && auth !== "inherit")?.auth ?? "")
      : request.auth;
  const apiKey = request.apiKey ?? above.find(({ apiKey }) => apiKey !== null)?.apiKey ?? null;
  return {
    ...request,
    headers: [...request.headers, ...above.flatMap(({ headers }) => headers)],
    authHeader: authHeaderOf(auth, apiKey),
  };
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}
