/** A part of a HAR file, with the bytes between the brackets of its list of entries cut up at the commas. */
export type Piece =
  /** What comes before the first entry, the opening bracket included; the whole file where it has no such list. */
  | { readonly kind: "head"; readonly bytes: Buffer; readonly path: readonly string[] | null }
  /** One entry and the character after it; "" where the file ends within. */
  | { readonly kind: "entry"; readonly bytes: Buffer; readonly end: "," | "]" | "" }
  /** What comes after the last entry, its closing bracket not included; it is missing where the file ends before. */
  | { readonly kind: "tail"; readonly bytes: Buffer };

/**
 * Cuts the bytes of a HAR file into its entries and what stands around them, with no more than one of them in memory. It
 * looks at strings and brackets alone: whether a piece is JSON is for its reader to find out.
 * @see https://www.rfc-editor.org/rfc/rfc8259
 */
export async function* splitHar(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Piece> {
  const cutter = createCutter();
  let kind = "head" as Piece["kind"];
  let parts: Buffer[] = [];
  for await (const bytes of chunks) {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let start = 0;
    while (kind !== "tail") {
      const end = kind === "head" ? cutter.endOfHead(chunk, start) : cutter.endOfEntry(chunk, start);
      if (end < 0) break;
      const cut = chunk.subarray(start, kind === "head" ? end + 1 : end);
      const whole = parts.length === 0 ? cut : Buffer.concat([...parts, cut]);
      parts = [];
      start = end + 1;
      if (kind === "head") {
        yield { kind, bytes: Buffer.from(whole), path: cutter.path() };
        kind = "entry";
      } else {
        const last: boolean = chunk[end] === closingBracket;
        yield { kind, bytes: whole, end: last ? "]" : "," };
        if (last) kind = "tail";
      }
    }
    if (start < chunk.length) parts.push(start === 0 ? chunk : Buffer.from(chunk.subarray(start)));
  }
  const bytes = Buffer.concat(parts);
  if (kind === "head") yield { kind, bytes, path: null };
  else if (kind === "entry") yield { kind, bytes, end: "" };
  else yield { kind, bytes };
}

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [openingBrace, closingBrace, openingBracket, closingBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/** Finds where pieces end, each chunk from where the one before it ended. */
function createCutter() {
  let inString = false;
  let escaped = false;
  let depth = 0;
  /** In an entry: how many brackets are open. */
  let nested = 0;
  /** In the head: the keys that lead to where it is, and the string that may become the next of them. */
  const keys: string[] = [];
  let text: number[] = [];

  return {
    path: (): readonly string[] => keys.slice(0, depth),

    /** The offset of the bracket that opens the list of entries; -1 when it is not in this chunk. */
    endOfHead(chunk: Buffer, start: number): number {
      for (let offset = start; offset < chunk.length; offset++) {
        const byte = chunk[offset] ?? 0;
        if (inString) {
          if (escaped) escaped = false;
          else if (byte === backslash) escaped = true;
          else if (byte === quote) inString = false;
          if (inString && text.length < longestKey) text.push(byte);
        } else if (byte === quote) {
          inString = true;
          text = [];
        } else if (byte === colon) {
          keys[depth - 1] = Buffer.from(text).toString();
        } else if (byte === openingBracket && isEntries(keys.slice(0, depth))) {
          return offset;
        } else if (byte === openingBrace || byte === openingBracket) {
          keys[depth++] = "";
        } else if (byte === closingBrace || byte === closingBracket) {
          depth = Math.max(0, depth - 1);
        }
      }
      return -1;
    },

    /** The offset of the comma or bracket after the entry; -1 when it is not in this chunk. */
    endOfEntry(chunk: Buffer, start: number): number {
      for (let offset = start; offset < chunk.length; offset++) {
        const byte = chunk[offset];
        if (inString) {
          if (escaped) escaped = false;
          else if (byte === backslash) escaped = true;
          else if (byte === quote) inString = false;
        } else if (byte === quote) inString = true;
        else if (byte === openingBrace || byte === openingBracket) nested++;
        else if (nested === 0 && (byte === comma || byte === closingBracket)) return offset;
        else if (byte === closingBrace || byte === closingBracket) nested--;
      }
      return -1;
    },
  };
}

const longestKey = 16;

function isEntries(keys: readonly string[]): boolean {
  return keys.join(".") === "log.entries" || keys.join(".") === "entries";
}
