import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { type CallSite, callSiteOf, callSitePath } from "../../explain/call-site.ts";
import { isLoopbackHost } from "../../fetch/local-network-access.ts";
import { originOf } from "../../fetch/origin.ts";
import {
  type Locate,
  type LocatedSource,
  placeOfSource,
  type RepositoryLocation,
} from "../../report/repository-location.ts";
import type { Repository } from "./repository.ts";
import type { RepositoryOptions } from "./repository-options.ts";

/**
 * Returns the place in the repository that a report points to: the line of code that made the request, where its file is in the
 * repository and has that line; else the place that the user named; else a file of the repository that stands in for it.
 */
export function locateInRepository(
  { repository: read, pageFolder, location }: RepositoryOptions,
  baseline: string | null,
): Locate {
  return (diagnosis, source) => {
    const repository = read();
    const site = callSiteOf(diagnosis, source.recording, source.diagnoses);
    const code = site && placeOfCode(site, repository, pageFolder);
    if (code) return code;
    if (location) return { path: location.file, line: location.line, column: 1, isKnown: true };
    return standIn(source, repository, baseline);
  };
}

/** The line of code in the repository; null where its file is not in there or has fewer lines. */
function placeOfCode(site: CallSite, repository: Repository, pageFolder: string): RepositoryLocation | null {
  const path = pathOfCode(site, repository, pageFolder);
  if (path === null || site.line === null || site.line > repository.lineCount(path)) return null;
  // Development servers send such files as JavaScript with other lines.
  const isTranslated = !site.mapped && /\.(?:[cm]?tsx?|jsx|vue|svelte|astro)$/i.test(path);
  const [line, column] = isTranslated ? [1, 1] : [site.line, site.column ?? 1];
  return { path, line, column, isKnown: true };
}

/** The file of the code in the repository; null where it is not in there, or where that is not sure. */
function pathOfCode(site: CallSite, repository: Repository, pageFolder: string): string | null {
  const fromFileUrl = /^file:/i.test(site.url) ? pathOfFileUrl(site.url) : null;
  if (fromFileUrl !== null) return inRepository(fromFileUrl, repository);
  const path = decoded(callSitePath(site));
  // A source map names the original files. Other scripts are in the repository where the page's own server sends them as they are.
  if (path === "" || /^(?:\.\.\/|data:)/.test(path) || !(site.mapped || isOwnScript(site))) return null;
  const folders = site.mapped ? [""] : ["", "public", "static"];
  const names = site.mapped ? [path] : namesOfScript(path);
  for (const folder of folders) {
    for (const name of names) {
      const found = inRepository(join(pageFolder, folder, name), repository);
      if (found !== null) return found;
    }
  }
  return site.mapped ? repository.onlyFileEndingWith(path) : null;
}

/** The paths that a server may read for the path of a URL. */
function namesOfScript(path: string): string[] {
  if (path === "" || path.endsWith("/")) return [`${path}index.html`];
  return /\.\w+$/.test(path) ? [path] : [path, `${path}.html`, `${path}/index.html`];
}

function isOwnScript({ url, page, frame }: CallSite): boolean {
  if (!URL.canParse(url)) return false;
  return (
    isLoopbackHost(new URL(url).hostname) || [page, frame].some((document) => originOf(document) === originOf(url))
  );
}

function inRepository(file: string, repository: Repository): string | null {
  const path = repository.pathOf(file);
  return path !== null && repository.has(path) ? path : null;
}

function pathOfFileUrl(url: string): string | null {
  try {
    return fileURLToPath(url);
  } catch {
    return null;
  }
}

function decoded(path: string): string {
  try {
    return posix.normalize(decodeURIComponent(path));
  } catch {
    return "";
  }
}

/** The recording, the baseline or a file that most repositories have. */
function standIn(source: LocatedSource, repository: Repository, baseline: string | null): RepositoryLocation {
  // A recording that git does not have stays on this machine, so a report that is sent elsewhere cannot point to it.
  const recording = repository.pathOf(source.source);
  const har = recording !== null && repository.tracks(recording) ? recording : null;
  const path = har ?? (baseline === null ? null : repository.pathOf(baseline)) ?? usualFiles.find(repository.has);
  return path === undefined ? placeOfSource(source) : { path, line: 1, column: 1, isKnown: false };
}

const usualFiles = ["package.json", "README.md"];
