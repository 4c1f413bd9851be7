const [quote, backslash, colon] = [0x22, 0x5c, 0x3a];
const [openingBrace, closingBrace, openingBracket, closingBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/** Finds where the list of entries of a HAR file begins, in chunks of any size. Only strings and brackets are recognized. */
export class HeadScanner {
  #inString = false;
  #isEscaped = false;
  #depth = 0;
  /** The key at each depth. */
  readonly #keys: string[] = [];
  /** The latest string, which is a key if a colon follows. */
  #lastString: number[] = [];

  /** The keys that lead to the list. */
  get path(): readonly string[] {
    return this.#keys.slice(0, this.#depth);
  }

  /** The offset behind the bracket that opens the list; -1 when it is not in this chunk. */
  findEnd(chunk: Uint8Array): number {
    for (const [offset, byte] of chunk.entries()) {
      if (this.#inString) this.#addToString(byte);
      else if (byte === quote) {
        this.#inString = true;
        this.#lastString = [];
      } else if (byte === colon) this.#keys[this.#depth - 1] = Buffer.from(this.#lastString).toString();
      else if (byte === openingBracket && isEntries(this.path)) return offset + 1;
      else if (byte === openingBrace || byte === openingBracket) this.#keys[this.#depth++] = "";
      else if (byte === closingBrace || byte === closingBracket) this.#depth = Math.max(0, this.#depth - 1);
    }
    return -1;
  }

  #addToString(byte: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === backslash) this.#isEscaped = true;
    else if (byte === quote) this.#inString = false;
    if (this.#inString && this.#lastString.length < maxKeyLength) this.#lastString.push(byte);
  }
}

/** Longer than every key that leads to the entries. */
const maxKeyLength = 16;

function isEntries(keys: readonly string[]): boolean {
  return keys.join(".") === "log.entries" || keys.join(".") === "entries";
}
