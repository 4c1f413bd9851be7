import { JsonCursor, zerosBehind } from "./json-cursor.ts";

/** A key of a HAR file, and where its value begins in the text. */
export interface KeyPlace {
  readonly key: string;
  readonly offset: number;
}

/**
 * The last key `log` or `entries` in the text of a HAR file. It decides which list of entries counts, because in JSON the last of
 * equal keys does. The text is valid JSON.
 */
export function findLastList(text: string): KeyPlace | undefined {
  const bytes = Buffer.concat([Buffer.from(text), Buffer.alloc(zerosBehind)]);
  const cursor = new JsonCursor(bytes);
  const found: KeyPlace[] = [];
  const readObject = (keys: readonly string[]) => {
    if (!cursor.enterObject()) return cursor.skipValue();
    for (let key = cursor.nextKey(true); key !== null; key = cursor.nextKey(false)) {
      const isWanted = keys.includes(key);
      if (isWanted) found.push({ key, offset: bytes.toString("utf8", 0, cursor.at).length });
      if (isWanted && key === "log") readObject(["entries"]);
      else cursor.skipValue();
    }
  };
  readObject(["log", "entries"]);
  return found.at(-1);
}
