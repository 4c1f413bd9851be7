import type { Entry } from "./log.ts";

/** Whole entries, kept compressed for a file that the user may save. */
export interface EntryArchive {
  /** Keeps an entry, and returns its place: one more than that of the entry before. */
  readonly add: (entry: Entry) => number;
  /** Every entry that is kept, by its place. */
  readonly read: () => Promise<ReadonlyMap<number, Entry>>;
  /** Forgets the entries before that place. */
  readonly forgetBefore: (place: number) => void;
  /** How many bytes the compressed entries take. */
  readonly size: () => number;
}

/** Entries that are compressed together. */
interface Batch {
  readonly first: number;
  readonly length: number;
  content: readonly Entry[] | Uint8Array<ArrayBuffer>;
}

/**
 * Creates an empty archive. The entries are compressed in batches, each of which takes a few milliseconds, and some seconds
 * later, because the page that they belong to may still load.
 */
export function createEntryArchive(): EntryArchive {
  let batches: Batch[] = [];
  let latest: Entry[] = [];
  let next = 0;
  return {
    add(entry) {
      latest.push(entry);
      next++;
      if (latest.length === batchLength) closeBatch();
      return next - 1;
    },
    async read() {
      const entries = new Map<number, Entry>();
      const open: Batch = { first: next - latest.length, length: latest.length, content: [...latest] };
      for (const { first, content } of [...batches, open]) {
        const list = content instanceof Uint8Array ? await decompress(content) : content;
        for (const [index, entry] of list.entries()) entries.set(first + index, entry);
      }
      return entries;
    },
    forgetBefore(place) {
      batches = batches.filter(({ first, length }) => first + length > place);
      if (place >= next) latest = [];
    },
    size: () => batches.reduce((sum, { content }) => sum + (content instanceof Uint8Array ? content.length : 0), 0),
  };

  function closeBatch(): void {
    const batch: Batch = { first: next - latest.length, length: latest.length, content: latest };
    batches.push(batch);
    latest = [];
    setTimeout(async () => {
      if (batches.includes(batch)) batch.content = await compress(batch.content as readonly Entry[]);
    }, compressionDelay);
  }
}

const batchLength = 100;
/** In milliseconds. */
const compressionDelay = 3000;

async function compress(entries: readonly Entry[]): Promise<Uint8Array<ArrayBuffer>> {
  const compressed = piped(JSON.stringify(entries), new CompressionStream("gzip"));
  return new Uint8Array(await new Response(compressed).arrayBuffer());
}

async function decompress(bytes: Uint8Array<ArrayBuffer>): Promise<Entry[]> {
  return new Response(piped(bytes, new DecompressionStream("gzip"))).json();
}

/** The content as it comes out of the stream. A `Blob` would take longer, because the browser's main process keeps it. */
function piped(content: BodyInit, stream: CompressionStream | DecompressionStream): ReadableStream | null {
  return new Response(content).body?.pipeThrough(stream) ?? null;
}
