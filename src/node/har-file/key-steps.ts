import type { JsonCursor } from "./json-cursor.ts";
import { type ByteMemory, RecentBytes } from "./recent-bytes.ts";

/** What is particular to the keys of one kind of object. */
export interface KeyFormat<Field> {
  /** Reads what stands before a value, also behind the value before it; null at the end of the object. */
  readonly readKey: (cursor: JsonCursor, isFirst: boolean) => string | null;
  /** What is kept for each key. */
  readonly fieldOf: (key: string | null) => Field;
  /** Makes the value that is kept from the one in the file. */
  readonly toValue: (key: string | null, value: unknown) => unknown;
}

/** A key of an object, with its latest values and the keys that followed it. */
export class KeyStep<Field> {
  /** null for the end of the object. */
  readonly key: string | null;
  readonly field: Field;
  /** The bytes from the end of the key's value to the next value. */
  readonly following: RecentBytes<KeyStep<Field>>;
  readonly #values: RecentBytes<unknown>;
  readonly #toValue: KeyFormat<Field>["toValue"];
  /** So many values in a row were others than the latest ones. */
  #otherValues = 0;

  constructor(key: string | null, { fieldOf, toValue }: KeyFormat<Field>, memory: ByteMemory) {
    this.key = key;
    this.field = fieldOf(key);
    this.following = new RecentBytes(memory);
    this.#values = new RecentBytes(memory);
    this.#toValue = toValue;
  }

  /** The value at the cursor. Equal values are mostly the same object. */
  readValue(cursor: JsonCursor): unknown {
    // Ids and dates differ each time. Remembering each of them would take time, and room for values that do come again.
    const isCompared = this.#otherValues < maxOtherValues || this.#otherValues % comparedEach === 0;
    const recent = isCompared ? this.#values.next(cursor) : undefined;
    if (recent) {
      this.#otherValues = 0;
      return recent.value;
    }
    this.#otherValues += 1;
    const { at, lineFeeds } = cursor;
    const value = this.#toValue(this.key, cursor.readValue());
    if (isCompared) this.#values.add(cursor, at, lineFeeds, value);
    return value;
  }

  skipValue(cursor: JsonCursor): void {
    if (this.#values.next(cursor)) return;
    const { at, lineFeeds } = cursor;
    cursor.skipValue();
    this.#values.add(cursor, at, lineFeeds, undefined);
  }
}

const maxOtherValues = 64;
const comparedEach = 16;

/** The keys of all objects of one kind. */
export class KeySteps<Field> {
  readonly #format: KeyFormat<Field>;
  readonly #memory: ByteMemory;
  readonly #start: KeyStep<Field>;
  readonly #byKey = new Map<string | null, KeyStep<Field>>();

  constructor(format: KeyFormat<Field>, memory: ByteMemory) {
    this.#format = format;
    this.#memory = memory;
    this.#start = new KeyStep(null, format, memory);
  }

  /** The first key, with the cursor at its value. The cursor has entered the object. */
  first(cursor: JsonCursor): KeyStep<Field> {
    return this.after(this.#start, cursor);
  }

  /** The key behind the value of another, with the cursor at its value; behind the object at its end. */
  after(last: KeyStep<Field>, cursor: JsonCursor): KeyStep<Field> {
    const recent = last.following.next(cursor);
    if (recent) return recent.value;
    const { at, lineFeeds } = cursor;
    const key = this.#format.readKey(cursor, last === this.#start);
    let step = this.#byKey.get(key);
    if (!step) {
      step = new KeyStep(key, this.#format, this.#memory);
      if (this.#byKey.size < maxKeys) this.#byKey.set(key, step);
    }
    last.following.add(cursor, at, lineFeeds, step);
    return step;
  }
}

const maxKeys = 10_000;
