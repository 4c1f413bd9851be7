import type { JsonCursor } from "./json-cursor.ts";
import { type ByteMemory, RecentBytes } from "./recent-bytes.ts";

/** Reads call stacks. Equal ones, of which a page has only so many, are mostly the same object. */
export function createStackReader(memory: ByteMemory): (cursor: JsonCursor) => unknown {
  const stacks = new Map<number, RecentBytes<unknown>>();
  return (cursor) => {
    const hash = hashOfStart(cursor);
    let alike = stacks.get(hash);
    if (!alike) {
      alike = new RecentBytes(memory, maxStackLength);
      stacks.set(hash, alike);
    }
    const recent = alike.next(cursor);
    if (recent) return recent.value;
    const { at, lineFeeds } = cursor;
    const stack = cursor.readValue();
    alike.add(cursor, at, lineFeeds, stack);
    return stack;
  };
}

/** In bytes. */
const maxStackLength = 1 << 15;

/** A number for the first bytes, in which the innermost call frame is. */
function hashOfStart({ view, at, end }: JsonCursor): number {
  const hashEnd = Math.min(at + 256, end - 4);
  let hash = 0;
  for (let offset = at; offset < hashEnd; offset += 4) hash = Math.imul(hash ^ view.getInt32(offset), 0x9e3779b1);
  return hash;
}
