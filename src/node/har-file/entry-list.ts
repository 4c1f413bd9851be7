import { constants, isAscii } from "node:buffer";
import { EntryReader } from "./entry-reader.ts";
import { HarFileError } from "./har-stream.ts";
import { incomplete, invalid, JsonCursor, zerosBehind } from "./json-cursor.ts";
import { describeJsonError, type SourcePosition } from "./source-position.ts";

const [comma, closingBracket, lineFeed] = [0x2c, 0x5d, 0x0a];

/** Reads the list of entries of a HAR file, which comes in chunks of any size. */
export class EntryList {
  readonly #reader = new EntryReader();
  /** The bytes that are not read yet, with free space behind them. */
  #buffer = Buffer.alloc(1 << 20);
  #length = 0;
  /** Fewer bytes are not tried, so that a large entry is not read again with each chunk. */
  #minLength = 0;
  #position: SourcePosition;
  #isFirst = true;
  #hasEnded = false;

  /** The position is that behind the list's opening bracket. */
  constructor(position: SourcePosition) {
    this.#position = position;
  }

  /** The entries that are complete with this chunk. Throws `HarFileError`. */
  add(chunk: Uint8Array): unknown[] {
    this.#append(chunk);
    return this.#hasEnded || this.#length < this.#minLength ? [] : this.#readEntries();
  }

  /** The last entries, and what stands behind the list. Throws `HarFileError` when the file ends before the list does. */
  finish(): { readonly entries: unknown[]; readonly rest: string; readonly position: SourcePosition } {
    const entries = this.#hasEnded ? [] : this.#readEntries();
    const rest = this.#buffer.toString("utf8", 0, this.#length);
    if (!this.#hasEnded) throw new HarFileError(describeJsonError(rest, this.#position));
    return { entries, rest, position: this.#position };
  }

  #append(chunk: Uint8Array): void {
    const length = this.#length + chunk.length;
    if (length > constants.MAX_STRING_LENGTH)
      throw new HarFileError("an entry of the file is larger than 512 MB; save the recording without response bodies");
    if (length + zerosBehind > this.#buffer.length) {
      const larger = Buffer.alloc(Math.max(2 * this.#buffer.length, length + zerosBehind));
      this.#buffer.copy(larger, 0, 0, this.#length);
      this.#buffer = larger;
    }
    this.#buffer.set(chunk, this.#length);
    this.#buffer.fill(0, length, length + zerosBehind);
    this.#length = length;
  }

  #readEntries(): unknown[] {
    const cursor = new JsonCursor(this.#buffer.subarray(0, this.#length + zerosBehind));
    const entries: unknown[] = [];
    let read = { at: 0, lineFeeds: 0 };
    try {
      while (!this.#hasEnded) {
        const isEmptyList = this.#isFirst && cursor.skip(closingBracket);
        const entry = isEmptyList ? null : this.#reader.read(cursor);
        const hasEnded = isEmptyList || cursor.skip(closingBracket);
        // Until the byte behind an entry is read, it is not known to be complete.
        if (!hasEnded) cursor.expect(comma);
        if (!isEmptyList) entries.push(entry);
        this.#isFirst = false;
        this.#hasEnded = hasEnded;
        read = { at: cursor.at, lineFeeds: cursor.lineFeeds };
      }
    } catch (error) {
      if (error !== incomplete && error !== invalid) throw error;
      this.#remove(read.at, read.lineFeeds);
      if (error === invalid)
        throw new HarFileError(describeJsonError(this.#buffer.toString("utf8", 0, this.#length), this.#position));
      this.#minLength = 2 * this.#length;
      return entries;
    }
    this.#remove(read.at, read.lineFeeds);
    return entries;
  }

  /** Removes as many bytes, which have as many line feeds, from the start. */
  #remove(count: number, lineFeeds: number): void {
    const { byte, line, column } = this.#position;
    const removed = this.#buffer.subarray(0, count);
    const lineStart = removed.lastIndexOf(lineFeed) + 1;
    this.#position = {
      byte: byte + count,
      line: line + lineFeeds,
      column: (lineFeeds === 0 ? column : 1) + textLength(removed.subarray(lineStart)),
    };
    this.#buffer.copyWithin(0, count, this.#length + zerosBehind);
    this.#length -= count;
  }
}

/** In UTF-16 code units. */
function textLength(bytes: Buffer): number {
  return isAscii(bytes) ? bytes.length : bytes.toString().length;
}
