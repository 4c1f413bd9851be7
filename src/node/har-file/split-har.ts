import { closingBracket, createHarScanner } from "./har-scanner.ts";

/** What comes before the first entry, with the opening bracket; the whole file where it has no list of entries. */
export interface HeadPiece {
  readonly kind: "head";
  readonly bytes: Buffer;
  /** The keys that lead to the list of entries; null where the file has none. */
  readonly path: readonly string[] | null;
}

/** One entry, and the character behind it; "" where the file ends within the entry. */
export interface EntryPiece {
  readonly kind: "entry";
  readonly bytes: Buffer;
  readonly end: "," | "]" | "";
}

/** What comes after the closing bracket behind the last entry; there is none where the file ends before. */
export interface TailPiece {
  readonly kind: "tail";
  readonly bytes: Buffer;
}

/**
 * Splits a HAR file into its entries and what is around them; one piece at a time is in memory. Only strings and brackets
 * are recognized: whether a piece is JSON is not checked.
 * @see https://www.rfc-editor.org/rfc/rfc8259
 */
export async function* splitHar(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<HeadPiece | EntryPiece | TailPiece> {
  const scanner = createHarScanner();
  let kind = "head" as "head" | "entry" | "tail";
  let parts: Buffer[] = [];
  for await (const bytes of chunks) {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let start = 0;
    while (kind !== "tail") {
      const end = kind === "head" ? scanner.findHeadEnd(chunk, start) : scanner.findEntryEnd(chunk, start);
      if (end < 0) break;
      const part = chunk.subarray(start, kind === "head" ? end + 1 : end);
      const whole = parts.length === 0 ? part : Buffer.concat([...parts, part]);
      parts = [];
      start = end + 1;
      if (kind === "head") {
        yield { kind, bytes: Buffer.from(whole), path: scanner.path() };
        kind = "entry";
      } else {
        const isLast: boolean = chunk[end] === closingBracket;
        yield { kind, bytes: whole, end: isLast ? "]" : "," };
        if (isLast) kind = "tail";
      }
    }
    // The copy lets the rest of the chunk be freed.
    if (start < chunk.length) parts.push(start === 0 ? chunk : Buffer.from(chunk.subarray(start)));
  }
  const bytes = Buffer.concat(parts);
  if (kind === "head") yield { kind, bytes, path: null };
  else if (kind === "entry") yield { kind, bytes, end: "" };
  else yield { kind, bytes };
}
