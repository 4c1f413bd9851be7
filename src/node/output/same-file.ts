import { statSync } from "node:fs";
import { resolve } from "node:path";

/** True where two paths name one file: by the same path, by a link, or by another spelling that the file system takes. */
export function isSameFile(one: string, other: string): boolean {
  if (resolve(one) === resolve(other)) return true;
  const [first, second] = [identityOf(one), identityOf(other)];
  return first !== null && first === second;
}

/** What tells a file from all others on this machine; null where there is none that this user may see. */
function identityOf(path: string): string | null {
  try {
    const stats = statSync(path, { bigint: true });
    return stats.isFile() ? `${stats.dev}:${stats.ino}` : null;
  } catch {
    return null;
  }
}
