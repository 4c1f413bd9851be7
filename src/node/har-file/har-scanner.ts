const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [openingBrace, closingBrace, openingBracket] = [0x7b, 0x7d, 0x5b];
export const closingBracket = 0x5d;

/** Finds where the pieces of a HAR file end; keeps its state from one chunk of the file to the next. */
export interface HarScanner {
  /** The keys that lead to the list of entries, once `findHeadEnd` has found it. */
  readonly path: () => readonly string[];
  /** The offset of the bracket that opens the list of entries; -1 when it is not in this chunk. */
  readonly findHeadEnd: (chunk: Buffer, start: number) => number;
  /** The offset of the comma or bracket behind the entry; -1 when it is not in this chunk. */
  readonly findEntryEnd: (chunk: Buffer, start: number) => number;
}

export function createHarScanner(): HarScanner {
  let inString = false;
  let isEscaped = false;
  /** The open brackets of the head. */
  let depth = 0;
  /** The open brackets of the entry. */
  let entryDepth = 0;
  /** The key at each depth of the head. */
  const keys: string[] = [];
  /** The latest string of the head, which is a key if a colon follows. */
  let lastString: number[] = [];

  return {
    path: () => keys.slice(0, depth),

    findHeadEnd(chunk, start) {
      for (let offset = start; offset < chunk.length; offset++) {
        const byte = chunk[offset] ?? 0;
        if (inString) {
          if (isEscaped) isEscaped = false;
          else if (byte === backslash) isEscaped = true;
          else if (byte === quote) inString = false;
          if (inString && lastString.length < maxKeyLength) lastString.push(byte);
        } else if (byte === quote) {
          inString = true;
          lastString = [];
        } else if (byte === colon) {
          keys[depth - 1] = Buffer.from(lastString).toString();
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

    findEntryEnd(chunk, start) {
      for (let offset = start; offset < chunk.length; offset++) {
        const byte = chunk[offset];
        if (inString) {
          if (isEscaped) isEscaped = false;
          else if (byte === backslash) isEscaped = true;
          else if (byte === quote) inString = false;
        } else if (byte === quote) inString = true;
        else if (byte === openingBrace || byte === openingBracket) entryDepth++;
        else if (entryDepth === 0 && (byte === comma || byte === closingBracket)) return offset;
        else if (byte === closingBrace || byte === closingBracket) entryDepth--;
      }
      return -1;
    },
  };
}

/** Longer than every key that leads to the entries. */
const maxKeyLength = 16;

function isEntries(keys: readonly string[]): boolean {
  return keys.join(".") === "log.entries" || keys.join(".") === "entries";
}
