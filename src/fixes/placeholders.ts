import { hasSecretSegment } from "../redact/redact-path.ts";
import { isPlainOrigin, isPlainPath } from "../text/plain.ts";

// A recording is untrusted, and a fix is code that people paste. A value that could break out of the code is replaced by a
// placeholder, which the reader fills in.

export const pagePlaceholder = "https://your-page.example";

/** The origin of a page as code may hold it. */
export function plainPage(origin: string): string {
  return isPlainOrigin(origin) ? origin : pagePlaceholder;
}

/** The origin of a server as code may hold it. */
export function plainServer(origin: string): string {
  return isPlainOrigin(origin) ? origin : "https://your-server.example";
}

/** The path of a URL as code may hold it. */
export function plainPath(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : "";
  return isPublicPath(path) ? path : "/your-path";
}

/** The target of a redirect as code may hold it: without user name, password, query and fragment. */
export function plainTarget(url: string): string {
  const { origin, pathname } = URL.canParse(url) ? new URL(url) : { origin: "", pathname: "" };
  return isPlainOrigin(origin) && isPublicPath(pathname) ? `${origin}${pathname}` : "https://your-target.example/";
}

/** True for a path that is safe in generated code and has no key in it, also where a redaction has masked that key. */
export function isPublicPath(path: string): boolean {
  return isPlainPath(path) && !hasSecretSegment(path);
}
