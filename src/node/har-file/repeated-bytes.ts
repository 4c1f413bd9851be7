import type { JsonCursor } from "./json-cursor.ts";

export interface Remembered<Payload> {
  readonly start: number;
  readonly length: number;
  readonly skip: number;
  readonly payload: Payload;
}

/** Bytes that were read before, to be recognized when they come again. */
export class Arena {
  bytes = new Uint8Array(1 << 20);
  view = new DataView(this.bytes.buffer);
  used = 0;

  /** Copies; */
  add(source: Uint8Array, start: number, end: number): number {
    const at = this.used;
    const { bytes } = this;
    for (let i = start, j = at; i < end; i++, j++) bytes[j] = source[i] as number;
    this.used += end - start;
    return at;
  }
}

export const maxLength = 1024;

export function matches(cursor: JsonCursor, arena: Arena, start: number, length: number): boolean {
  const { bytes, view, at } = cursor;
  if (at + length > bytes.length) return false;
  if (length < 4) {
    for (let index = length - 1; index >= 0; index--)
      if (bytes[at + index] !== arena.bytes[start + index]) return false;
    return true;
  }
  const known = arena.view;
  const last = length - 4;
  if (view.getInt32(at + last, true) !== known.getInt32(start + last, true)) return false;
  for (let index = 0; index < last; index += 4)
    if (view.getInt32(at + index, true) !== known.getInt32(start + index, true)) return false;
  return true;
}

/** The values that followed a key recently. */
export class RecentValues<Payload> {
  #recent: Remembered<Payload>[] = [];
  /** Skips the value if it's one of the recent ones */
  find(cursor: JsonCursor, arena: Arena): Remembered<Payload> | undefined {
    const recent = this.#recent;
    for (let i = 0; i < recent.length; i++) {
      const one = recent[i] as Remembered<Payload>;
      if (matches(cursor, arena, one.start, one.length)) {
        cursor.at += one.skip;
        if (i > 0) {
          recent[i] = recent[i - 1] as Remembered<Payload>;
          recent[i - 1] = one;
        }
        return one;
      }
    }
    return undefined;
  }
  add(one: Remembered<Payload>): void {
    const recent = this.#recent;
    if (recent.length < 4) recent.push(one);
    else {
      recent[3] = recent[2] as Remembered<Payload>;
      recent[2] = one;
    }
  }
  clear() {
    this.#recent = [];
  }
}
