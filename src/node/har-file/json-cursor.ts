const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [openingBrace, closingBrace, openingBracket, closingBracket] = [0x7b, 0x7d, 0x5b, 0x5d];
const [space, lineFeed, carriageReturn, tab] = [0x20, 0x0a, 0x0d, 0x09];

/** Thrown where the bytes end within a value, or so near to its end that they do not show whether it is valid. */
export const incomplete = new Error("the JSON is incomplete");
/** Thrown for bytes that are no JSON. */
export const invalid = new Error("the JSON is invalid");

/** Behind the bytes that a cursor reads there are as many zeros: at the end, every loop over bytes stops by itself. */
export const zerosBehind = 8;

/**
 * Walks through the bytes of JSON. A value that is skipped is not decoded, but checked as strictly as by `JSON.parse`, so
 * damage is found wherever it is. Skipping takes about a quarter of the time of `JSON.parse`. All methods throw `incomplete`
 * or `invalid`.
 * @see https://www.rfc-editor.org/rfc/rfc8259
 */
export class JsonCursor {
  readonly bytes: Buffer;
  readonly view: DataView;
  /** Offset of the first zero behind the bytes. */
  readonly end: number;
  /** Offset of the next byte. */
  at = 0;
  /** Line feeds until here, all of them between values: in a string, they are invalid. */
  lineFeeds = 0;
  /** The closing bracket of each container that `skipValue` is in. */
  #closers = new Uint8Array(64);

  /** The last bytes of the buffer are `zerosBehind` zeros. */
  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.end = bytes.length - zerosBehind;
  }

  /** Skips whitespace, and returns the byte behind it; 0 at the end. */
  peek(): number {
    const { bytes } = this;
    let { at } = this;
    let byte = bytes[at] as number;
    while (byte === space || byte === lineFeed || byte === carriageReturn || byte === tab) {
      if (byte === lineFeed) this.lineFeeds++;
      byte = bytes[++at] as number;
    }
    this.at = at;
    return byte;
  }

  /** Skips whitespace and this byte, if it comes next. */
  skip(byte: number): boolean {
    if (this.peek() !== byte) return false;
    this.at++;
    return true;
  }

  expect(byte: number): void {
    if (!this.skip(byte)) this.fail();
  }

  fail(): never {
    throw this.at >= this.end ? incomplete : invalid;
  }

  enterObject(): boolean {
    return this.skip(openingBrace);
  }

  enterArray(): boolean {
    return this.skip(openingBracket);
  }

  /** The next key of the object, with the cursor at its value; null at the end, which is skipped. */
  nextKey(isFirst: boolean): string | null {
    if (this.skip(closingBrace)) return null;
    if (!isFirst) this.expect(comma);
    if (this.peek() !== quote) this.fail();
    const key = this.#readString();
    this.expect(colon);
    this.peek();
    return key;
  }

  /** True with the cursor at the next item of the array; false at the end, which is skipped. */
  nextItem(isFirst: boolean): boolean {
    if (this.skip(closingBracket)) return false;
    if (!isFirst) this.expect(comma);
    this.peek();
    return true;
  }

  /** The next value, as by `JSON.parse`. Its strings do not keep the bytes in memory. */
  readValue(): unknown {
    const first = this.peek();
    if (first === quote) return this.#readString();
    const start = this.at;
    this.skipValue();
    if (first === minus || isDigit[first]) return Number(this.bytes.toString("latin1", start, this.at));
    return this.parse({ start, end: this.at });
  }

  /** The value at this place, as by `JSON.parse`. */
  parse({ start, end }: ByteRange): unknown {
    return JSON.parse(this.bytes.toString("utf8", start, end));
  }

  #readString(): string {
    const start = this.at;
    const isPlain = this.#skipString();
    return isPlain
      ? this.bytes.toString("latin1", start + 1, this.at - 1)
      : (this.parse({ start, end: this.at }) as string);
  }

  skipValue(): void {
    let depth = 0;
    for (let byte = this.peek(); ; byte = this.peek()) {
      if (byte === openingBrace || byte === openingBracket) {
        const closer = byte === openingBrace ? closingBrace : closingBracket;
        this.at++;
        if (this.peek() !== closer) {
          if (depth === this.#closers.length) this.#closers = Buffer.concat([this.#closers], depth * 2);
          this.#closers[depth++] = closer;
          if (closer === closingBrace) this.#skipKey();
          continue;
        }
        this.at++;
      } else if (byte === quote) this.#skipString();
      else this.#skipScalar(byte);
      // The value is skipped; so are the containers that end behind it.
      while (depth > 0 && this.peek() === this.#closers[depth - 1]) {
        this.at++;
        depth--;
      }
      if (depth === 0) return;
      this.expect(comma);
      if (this.#closers[depth - 1] === closingBrace) this.#skipKey();
    }
  }

  #skipKey(): void {
    if (this.peek() !== quote) this.fail();
    this.#skipString();
    this.expect(colon);
  }

  /** Skips the string that starts here. False if it has escape sequences or characters beyond ASCII. */
  #skipString(): boolean {
    const { bytes, view, end } = this;
    let at = this.at + 1;
    let allBits = 0;
    for (;;) {
      // Four bytes at a time, which takes half of the time in long strings.
      for (; at + 4 <= end; at += 4) {
        const word = view.getInt32(at, true);
        if (hasSpecialByte(word)) break;
        allBits |= word;
      }
      const byte = bytes[at] as number;
      if (byte === quote) break;
      allBits |= byte;
      if (byte === backslash) {
        at = this.#escapeEnd(at);
        allBits = notPlain;
      } else if (byte < space) {
        this.at = at;
        this.fail();
      } else at++;
    }
    this.at = at + 1;
    return (allBits & notPlain) === 0;
  }

  #escapeEnd(start: number): number {
    const { bytes } = this;
    this.at = start + "\\u0000".length;
    if (bytes[start + 1] !== lowerCaseU) {
      if (isEscape[bytes[start + 1] as number]) return start + "\\n".length;
      this.fail();
    }
    for (let at = start + "\\u".length; at < this.at; at++) if (!isHexDigit[bytes[at] as number]) this.fail();
    return this.at;
  }

  #skipScalar(first: number): void {
    if (first === minus || isDigit[first]) this.#skipNumber();
    else {
      const word = words.find((word) => word.charCodeAt(0) === first) ?? this.fail();
      const start = this.at;
      this.at += word.length;
      if (this.bytes.toString("latin1", start, this.at) !== word) this.fail();
    }
    // What comes next may belong to the number.
    if (this.at >= this.end) throw incomplete;
  }

  #skipNumber(): void {
    const { bytes } = this;
    if (bytes[this.at] === minus) this.at++;
    if (bytes[this.at] === zero) this.at++;
    else this.#skipDigits();
    if (bytes[this.at] === point) {
      this.at++;
      this.#skipDigits();
    }
    if (bytes[this.at] === 0x65 || bytes[this.at] === 0x45) {
      this.at++;
      if (bytes[this.at] === plus || bytes[this.at] === minus) this.at++;
      this.#skipDigits();
    }
  }

  #skipDigits(): void {
    const { bytes, at: start } = this;
    let at = start;
    while (isDigit[bytes[at] as number]) at++;
    this.at = at;
    if (at === start) this.fail();
  }
}

/** Where a value stands in the bytes. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** The highest bit of each of four bytes, which is set beyond ASCII. */
const notPlain = 0x80808080 | 0;

/** True if one of these four bytes is a quote, a backslash or a control character. */
function hasSpecialByte(word: number): boolean {
  const quotes = word ^ 0x22222222;
  const backslashes = word ^ 0x5c5c5c5c;
  // Subtracting sets the highest bit of a byte that is smaller, see https://graphics.stanford.edu/~seander/bithacks.html#ZeroInWord
  const smaller =
    ((quotes - 0x01010101) & ~quotes) | ((backslashes - 0x01010101) & ~backslashes) | ((word - 0x20202020) & ~word);
  return (smaller & notPlain) !== 0;
}

const lowerCaseU = 0x75;
const [plus, minus, point, zero] = [0x2b, 0x2d, 0x2e, 0x30];
const words = ["true", "false", "null"];

const isEscape = bytesIn('"\\/bfnrt');
const isDigit = bytesIn("0123456789");
const isHexDigit = bytesIn("0123456789abcdefABCDEF");

function bytesIn(characters: string): readonly boolean[] {
  return Array.from({ length: 256 }, (_, byte) => characters.includes(String.fromCharCode(byte)));
}
