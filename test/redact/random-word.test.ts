import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isRandomWord } from "../../src/redact/random-word.ts";
import { servers } from "../../src/servers/index.ts";

const letters = "abcdefghijklmnopqrstuvwxyz";
const base62 = `${letters}${letters.toUpperCase()}0123456789`;

/** Of 4,000 tokens with 20 characters of an alphabet, the share that looks random. */
function shareFound(alphabet: string): number {
  const tokens = fc.sample(
    fc.array(fc.constantFrom(...alphabet), { minLength: 20, maxLength: 20 }).map((all) => all.join("")),
    { numRuns: 4000, seed: 7 },
  );
  return tokens.filter(isRandomWord).length / tokens.length;
}

test.each([
  ["hexadecimal digits", "0123456789abcdef", 0.99],
  ["letters and digits", base62, 0.97],
  ["base64url", `${base62}-_`, 0.8],
  ["lower-case letters and digits", `${letters}0123456789`, 0.97],
] as const)("most random tokens of 20 characters in %s look random", (_, alphabet, share) => {
  expect(shareFound(alphabet)).toBeGreaterThan(share);
});

test("no word of this repository's documents and catalogs looks random", () => {
  const folder = new URL("../../docs/", import.meta.url);
  // The page on privacy shows a key that is masked.
  const documents = readdirSync(folder).filter((name) => name.endsWith(".md") && name !== "privacy.md");
  const text = documents.map((name) => readFileSync(new URL(name, folder), "utf8")).join("\n");
  const words = [...text.split(/[^\w.~/:+=-]+/), ...servers.map(({ id }) => id)];
  expect(words.length).toBeGreaterThan(10_000);
  expect(words.filter(isRandomWord)).toEqual([]);
});

test.each([
  "2026-11-29T18:17:11.000Z",
  "20261129T181711Z",
  "Sun, 29 Nov 2026 18:17:11 GMT",
  "1.2.3-beta.4+build.567",
  "12345678901234567890",
  "getUserProfileSettingsV2",
  "XMLHttpRequestUpgradeTimeout",
  "application/vnd.api.v2+json",
  "my-page-2-of-v3-x1-y2-b4",
  "internationalization",
  "00000000-0000",
])("%s does not look random", (word) => expect(isRandomWord(word)).toBe(false));
