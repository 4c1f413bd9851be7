import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import type { Recording } from "../exchange.ts";
import { readHar } from "../recording/har.ts";
import { visible } from "../report/visible.ts";
import { endOfJson } from "./json.ts";

/** Reads a HAR file, or standard input for `-`; a sentence that says what is wrong, and where, when it cannot be read. */
export async function readSource(source: string, stdin: AsyncIterable<Uint8Array>): Promise<Recording | string> {
  let bytes: Uint8Array;
  try {
    bytes = source === "-" ? await readAll(stdin) : await readFile(source);
  } catch (error) {
    return fileProblem(error);
  }
  if (bytes.length === 0) return source === "-" ? "nothing arrived" : "the file is empty";
  const text = decode(bytes);
  return "problem" in text ? text.problem : readText(text);
}

/** A file's text, and how its offsets count in bytes; NaN where they do not. */
interface Text {
  readonly text: string;
  readonly bytesBefore: number;
}

function readText({ text, bytesBefore }: Text): Recording | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return jsonProblem(text, bytesBefore);
  }
  try {
    return readHar(value);
  } catch (error) {
    if (error instanceof TypeError) return error.message;
    throw error;
  }
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The system's code for what went wrong with a file, or the message of an error that has none. */
export function fileError(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return visible(code ?? message);
}

function fileProblem(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOENT") return "no such file";
  if (code === "EISDIR") return "this is a directory; name the HAR file in it";
  if (code === "EACCES" || code === "EPERM") return "no permission to read it";
  if (code === "ERR_FS_FILE_TOO_LARGE") return tooLarge;
  return visible(message);
}

const tooLarge = "the file is too large to be read at once (512 MB of text at most)";

function decode(bytes: Uint8Array): Text | { readonly problem: string } {
  const startsWith = (...start: number[]) => start.every((byte, index) => bytes[index] === byte);
  try {
    if (startsWith(0x1f, 0x8b)) {
      const unpacked = gunzipSync(bytes);
      return { text: new TextDecoder().decode(unpacked), bytesBefore: Number.NaN };
    }
    if (startsWith(0xff, 0xfe)) return { text: new TextDecoder("utf-16le").decode(bytes), bytesBefore: Number.NaN };
    if (startsWith(0xfe, 0xff)) return { text: new TextDecoder("utf-16be").decode(bytes), bytesBefore: Number.NaN };
    return { text: new TextDecoder().decode(bytes), bytesBefore: startsWith(0xef, 0xbb, 0xbf) ? 3 : 0 };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code?.startsWith("Z_")) return { problem: `the gzip data is damaged or cut short (${code})` };
    return { problem: tooLarge };
  }
}

/** Where a text stops being JSON, and what stands there. */
function jsonProblem(text: string, bytesBefore: number): string {
  const offset = endOfJson(text);
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  const column = offset - before.lastIndexOf("\n");
  const byte = bytesBefore + Buffer.byteLength(before);
  const place = `line ${line}, column ${column}${Number.isNaN(byte) ? "" : ` (byte ${byte})`}`;
  if (offset >= text.length) return `the JSON breaks off at ${place}: the file was cut short`;
  const found = visible(String.fromCodePoint(text.codePointAt(offset) ?? 0));
  return `this is not JSON: unexpected \`${found}\` at ${place}`;
}
