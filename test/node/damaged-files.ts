import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import fc, { type Arbitrary } from "fast-check";
import { formats } from "../../src/report/index.ts";
import { applyChange, type Change, type Json } from "../change-json.ts";
import { chromiumCaptures, firefoxCaptures } from "../scenarios/captures.ts";
import { type Run, run } from "./run.ts";

// HAR files as real ones may be: cut off, edited by hand, converted, written by a faulty program. Each goes through the command
// line as a whole, from its bytes to the printed report.

/** A file that the command line handles wrongly. */
export interface FailingFile {
  readonly seed: number;
  readonly problem: string;
  readonly format: string;
  readonly bytes: Uint8Array;
}

/** Diagnoses at least `count` damaged files, each written to `path`. Returns the first failure or null, and how many there were. */
export async function findFailingFile({ seed, count, path }: { seed: number; count: number; path: string }) {
  const codes = new Map<number, number>();
  let diagnosed = 0;
  const check = async (bytes: Uint8Array, format: string) => {
    writeFileSync(path, bytes);
    diagnosed++;
    const result = await run("diagnose", path, "--format", format).catch((error: unknown) => error);
    if (result instanceof Error || !isRun(result))
      return `it throws ${result instanceof Error ? result.stack : result}`;
    codes.set(result.code, (codes.get(result.code) ?? 0) + 1);
    return problemOf(result, path, format);
  };
  const property = fc.asyncProperty(damagedFile(), fc.constantFrom(...Object.keys(formats)), async (bytes, format) => {
    return (await check(bytes, format)) === null;
  });
  const { failed, counterexample } = await fc.check(property, { seed, numRuns: count });
  if (!failed || !counterexample) return { failure: null, diagnosed, codes };
  const [bytes, format] = counterexample;
  const failure: FailingFile = {
    seed,
    problem: (await check(bytes, format)) ?? "it fails only sometimes",
    format,
    bytes,
  };
  return { failure, diagnosed, codes };
}

function isRun(result: unknown): result is Run {
  return typeof result === "object" && result !== null && "code" in result;
}

/** What is wrong with a run, or null. */
function problemOf({ code, out, errors }: Run, path: string, format: string): string | null {
  const printed = [out, ...errors].join("\n");
  if (code !== 0 && code !== 1 && code !== 2) return `the exit code is ${code}`;
  if (/^ {4}at .*:\d+:\d+\)?$/m.test(errors.join("\n"))) return `a stack trace is printed: ${errors.join("\n")}`;
  // The program of the HTML report's page has such characters of its own.
  if (format !== "html" && unsafe.test(printed))
    return `an unsafe character is printed: ${JSON.stringify(unsafe.exec(printed))}`;
  if (code === 2) {
    const [first = ""] = errors;
    if (!first.includes(path)) return `the message does not name the file: ${first}`;
    return errors.length === 1 && first.length < 1000 ? null : `the message is not one line: ${errors.join("\n")}`;
  }
  if (format !== "json") return null;
  const { problems } = JSON.parse(out);
  const placeless = problems.filter((problem: string) => !/^log\.entries\[\d+\]\.\w/.test(problem));
  return placeless.length === 0 ? null : `a problem names no place: ${placeless}`;
}

/** Characters that a terminal acts on, except the line feeds and tabs of code. */
const unsafe = /[^\P{Cc}\n\t]|[\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f]/u;

function damagedFile(): Arbitrary<Uint8Array> {
  const logs = [...chromiumCaptures(), ...firefoxCaptures()].map(({ log }) => log as Json);
  const text = fc
    .tuple(fc.constantFrom(...logs), fc.array(change(), { maxLength: 6 }), fc.constantFrom(0, 0, 2))
    .map(([log, changes, indent]) => {
      const root = { log: structuredClone(log) } as Json;
      for (const one of changes) applyChange(root, one);
      return JSON.stringify(root, null, indent);
    });
  const damaged = fc
    .tuple(text, fc.array(damage(), { maxLength: 2 }))
    .map(([whole, damages]) => damages.reduce((broken, one) => applyDamage(broken, one), whole));
  return fc.tuple(damaged, fc.constantFrom(...encodings)).map(([broken, encode]) => encode(broken));
}

/** A change of one member: another type, another value, none, twice, or one more. */
function change(): Arbitrary<Change> {
  return fc.record({
    steps: fc.array(fc.nat(1000), { minLength: 1, maxLength: 7 }),
    kind: fc.constantFrom("replace", "replace", "delete", "repeat", "add"),
    value: fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom<unknown>(
        null,
        "",
        -1,
        1e308,
        [],
        {},
        true,
        "null",
        "*",
        "http://[",
        "\u001b[2J",
        "\u202e",
        "\ud800",
      ),
      fc.constantFrom<unknown>(
        { name: null },
        { name: 1, value: {} },
        { toString: 1 },
        "x".repeat(100_000),
        "9".repeat(400),
      ),
      fc.constantFrom<unknown>(
        "2026-13-45T99:99:99Z",
        "Infinity",
        "NaN",
        "blob:null/x",
        "data:,x",
        "about:srcdoc",
        "//x",
      ),
    ),
  });
}

interface Damage {
  readonly kind: "cut" | "remove" | "repeat" | "insert";
  /** From 0 to 1. */
  readonly place: number;
  readonly length: number;
  readonly text: string;
}

/** A change of the text, as by an interrupted download, an editor, or a script that puts files together. */
function damage(): Arbitrary<Damage> {
  return fc.record({
    kind: fc.constantFrom("cut", "remove", "repeat", "insert"),
    place: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(200),
    text: fc.constantFrom(
      ",",
      "}",
      "]",
      '"',
      "\\",
      "\u0000",
      "//",
      "{}",
      '{"log":',
      "\ufeff",
      "[".repeat(20_000),
      '{"a":'.repeat(5000),
    ),
  });
}

function applyDamage(whole: string, { kind, place, length, text }: Damage): string {
  const at = Math.floor(place * whole.length);
  const before = whole.slice(0, at);
  if (kind === "cut") return before;
  if (kind === "remove") return before + whole.slice(at + length);
  if (kind === "repeat") return before + whole.slice(at, at + length) + whole.slice(at);
  return before + text + whole.slice(at);
}

const encodings: readonly ((text: string) => Uint8Array)[] = [
  (text) => Buffer.from(text),
  (text) => Buffer.from(text),
  (text) => Buffer.from(text),
  (text) => Buffer.from(text.replaceAll("\n", "\r\n")),
  (text) => Buffer.from(`\ufeff${text}`),
  (text) => Buffer.from(`\ufeff${text}`, "utf16le"),
  (text) => Buffer.from(text, "latin1"),
  (text) => gzipSync(text),
  (text) => gzipSync(text).subarray(0, -20),
];
