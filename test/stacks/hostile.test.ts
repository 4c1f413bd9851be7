import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diagnose, fixesFor } from "../../src/index.ts";
import { givenBy, isGiven } from "./given.ts";
import { hostile, hostileRecording } from "./hostile.ts";
import { contentsOf, known, knownNginxLine, readers, stringsOf } from "./known.ts";

const runs = { numRuns: 500 };
const slow = 60_000;

describe("whatever a recording holds", () => {
  test(
    "JavaScript parses, and holds nothing of the recording but plain literals",
    () => {
      fc.assert(
        fc.property(hostile, (made) => {
          const given = givenBy(made);
          for (const code of codes(made, "javascript")) {
            const { literals, identifiers, comments } = contentsOf(code);
            expect(literals.filter((value) => !known.literals.has(value) && !isGiven(value, given))).toEqual([]);
            expect(identifiers.filter((name) => !known.identifiers.has(name))).toEqual([]);
            expect(comments.filter((comment) => !known.comments.has(comment))).toEqual([]);
          }
        }),
        runs,
      );
    },
    slow,
  );

  test(
    "nginx lines are the known ones, with nothing of the recording outside their quotes",
    () => {
      fc.assert(
        fc.property(hostile, (made) => {
          for (const code of codes(made, "nginx")) {
            for (const line of code.split("\n")) expect(line.trim()).toMatch(knownNginxLine);
          }
        }),
        runs,
      );
    },
    slow,
  );

  test(
    "JSON, YAML and TOML parse, and hold nothing of the recording but plain strings",
    () => {
      fc.assert(
        fc.property(hostile, (made) => {
          const given = givenBy(made);
          for (const [language, read] of Object.entries(readers)) {
            for (const code of codes(made, language)) {
              const strings = stringsOf(read(code));
              expect(strings.filter((value) => !known.strings.has(value) && !isGiven(value, given))).toEqual([]);
            }
          }
        }),
        runs,
      );
    },
    slow,
  );

  test(
    "`null` is never allowed, nor any origin beside credentials, nor any header or method",
    () => {
      fc.assert(
        fc.property(hostile, (made) => {
          for (const code of [...codes(made, "javascript"), ...codes(made, "nginx")]) {
            expect(code).not.toMatch(/["']null["']|\^null/);
            expect(code).not.toMatch(/Allow-(Headers|Methods)["']?,? ["'][^"'\n]*\*/);
            expect(code).not.toMatch(/(allowedHeaders|methods): \[[^\]]*\*/);
            const sent = withoutOpenLines(code).replace(/^\w+_hide_header .*$/gm, "");
            if (/Origin["']?,? ["']\*["']|origin: '\*'/.test(sent)) expect(sent).not.toMatch(/credentials/i);
          }
        }),
        runs,
      );
    },
    slow,
  );

  test(
    "prose has no control characters",
    () => {
      fc.assert(
        fc.property(hostile, (made) => {
          const recording = hostileRecording(made);
          for (const { title, warnings } of fixesFor(diagnose(recording), recording)) {
            for (const sentence of [title, ...warnings]) expect(sentence).not.toMatch(/[\p{Cc}\p{Cf}]/u);
          }
        }),
        runs,
      );
    },
    slow,
  );
});

/** The code without the lines that send `*` to pages that send no credentials; the proof shows that these are safe. */
function withoutOpenLines(code: string): string {
  return code.replace(/^.*['"]\*['"].*every other page, without credentials$/gm, "");
}

function codes(made: Parameters<typeof hostileRecording>[0], language: string): string[] {
  const recording = hostileRecording(made);
  return fixesFor(diagnose(recording), recording)
    .filter((fix) => fix.language === language)
    .map(({ code }) => code.replace(/, (?:but not|after removing) "\*"/g, ""));
}
