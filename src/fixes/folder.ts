/** The first folder of a URL's path with its slashes, as in `/api/`; `/` where the path has no folder. */
export function firstFolder(url: string): string {
  return /^[a-z]+:\/\/[^/?#]*(\/[^/?#]+\/)/.exec(url)?.[1] ?? "/";
}

/** The first folder that all URLs share; `/` where they differ. */
export function commonFolder(urls: readonly string[]): string {
  const folders = new Set(urls.map(firstFolder));
  const [folder = "/"] = folders;
  return folders.size === 1 ? folder : "/";
}
