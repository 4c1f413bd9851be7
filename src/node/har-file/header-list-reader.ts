import type { JsonCursor } from "./json-cursor.ts";
import { KeySteps } from "./key-steps.ts";
import type { ByteMemory } from "./recent-bytes.ts";

const [quote, closingBrace] = [0x22, 0x7d];

/** Thrown for a list whose items are not objects of a name and a value, in this order. */
const unusual = new Error("the headers have an unusual shape");

/** Reads lists of headers. Equal headers that follow the same name are mostly the same object. */
export function createHeaderListReader(memory: ByteMemory): (cursor: JsonCursor) => unknown {
  const steps = new KeySteps({ readKey: readName, fieldOf: () => null, toValue: toHeader }, memory);
  // A copy has no room for more headers; an array that grows has room for 17 at first, and for 41 then.
  const found: unknown[] = [];
  return (cursor) => {
    const { at, lineFeeds } = cursor;
    if (!cursor.enterArray()) return cursor.readValue();
    let count = 0;
    try {
      for (let step = steps.first(cursor); step.key !== null; step = steps.after(step, cursor))
        found[count++] = step.readValue(cursor);
      return found.slice(0, count);
    } catch (error) {
      if (error !== unusual) throw error;
      cursor.at = at;
      cursor.lineFeeds = lineFeeds;
      return cursor.readValue();
    }
  };
}

/** The name of the next header, with the cursor at its value; null at the end of the list. */
function readName(cursor: JsonCursor, isFirst: boolean): string | null {
  if (!isFirst && !cursor.skip(closingBrace)) throw unusual;
  if (!cursor.nextItem(isFirst)) return null;
  if (!cursor.enterObject() || cursor.nextKey(true) !== "name" || cursor.peek() !== quote) throw unusual;
  const name = cursor.readValue() as string;
  if (cursor.nextKey(false) !== "value") throw unusual;
  return name;
}

function toHeader(name: string | null, value: unknown): unknown {
  return { name, value };
}
