import type { UnzipFile } from "fflate";
import { cut, visible } from "../../text/visible.ts";

/** Says in its message why a zip archive gives no recording, for the user. */
export class UnreadableZip extends Error {}

/**
 * The text of the only HAR file in a zip archive, such as the one that Playwright writes for `recordHar` with a path that ends with
 * `.zip`. Other files of the archive, such as response bodies, are left out. Throws `UnreadableZip`.
 */
export async function* unzipHar(archive: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  // Only archives need it, and to load it takes 13 ms.
  const { Unzip, UnzipInflate } = await import("fflate");
  const unzip = new Unzip();
  unzip.register(UnzipInflate);
  const unpacked: Uint8Array[] = [];
  const names: string[] = [];
  let isWhole = false;
  let problem: unknown = null;
  unzip.onfile = (file) => {
    if (!isHar(file)) return;
    names.push(file.name);
    // The second HAR file is only counted: which of them the user means is not known.
    if (names.length > 1) return;
    file.ondata = (error, bytes, isLast) => {
      problem ??= error;
      if (bytes) unpacked.push(bytes);
      isWhole ||= isLast;
    };
    file.start();
  };
  for await (const chunk of archive) {
    // An encrypted or damaged file makes the decoder throw.
    try {
      unzip.push(chunk);
    } catch (error) {
      problem ??= error;
    }
    if (problem !== null)
      throw new UnreadableZip(`the zip archive is damaged or encrypted (${reasonOf(problem)}); unzip it`);
    if (names.length > 1) throw new UnreadableZip("the zip archive contains several HAR files; unzip it and name one");
    yield* unpacked.splice(0);
  }
  if (names.length === 0) throw new UnreadableZip("the zip archive contains no file whose name ends with .har");
  if (!isWhole) throw new UnreadableZip("the zip archive is incomplete; save the file again");
}

/** macOS adds a file with the same name for the attributes of each file. */
function isHar({ name }: UnzipFile): boolean {
  return /\.har$/i.test(name) && !/^__MACOSX\/|(^|\/)\._/.test(name);
}

function reasonOf(error: unknown): string {
  return visible(cut(error instanceof Error ? error.message : String(error), 100));
}
