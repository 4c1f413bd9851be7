import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diagnose, fixesFor } from "../../src/index.ts";
import type { Policy, ServerRemedy } from "../../src/remedy.ts";
import { stacks } from "../../src/stacks/index.ts";
import type { Stack } from "../../src/stacks/stack.ts";
import { type Given, givenBy, givenIn, isGiven } from "./given.ts";
import { hostile, hostileRecording } from "./hostile.ts";
import { contexts, policies } from "./policies.ts";

/** How each language, except JavaScript and nginx, writes a string or a pattern. */
const strings: Readonly<Record<string, RegExp>> = {
  apache: /"((?:[^"\\\n]|\\.)*)"/g,
  caddyfile: /"((?:[^"\\\n]|\\.)*)"/g,
  haproxy: /"([^"\n]*)"|'[^'\n]*'/g,
  python: /'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"/g,
  ruby: /'((?:[^'\\\n]|\\.)*)'|%i\[([^\]\n]*)\]/g,
  php: /'((?:[^'\\\n]|\\.)*)'/g,
  go: /"((?:[^"\\\n]|\\.)*)"/g,
  java: /"((?:[^"\\\n]|\\.)*)"/g,
  csharp: /"((?:[^"\\\n]|\\.)*)"/g,
  rust: /\b(?:axum::http::)?Method::(?:([A-Z]+)\b|from_bytes\(b"([^"\\\n]*)"\)\.unwrap\(\))|"((?:[^"\\\n]|\\.)*)"/g,
  elixir: /"((?:[^"\\\n]|\\.)*)"/g,
  properties: /"((?:[^"\\\n]|\\.)*)"|(?<==)(.*?)(?= # only if|$)/g,
  yaml: /"((?:[^"\\\n]|\\.)*)"/g,
};

const covered = stacks.filter(({ language }) => language in strings);

describe("whatever a recording holds", () => {
  test.each(covered.map((stack) => [stack.id, stack] as const))(
    "%s's code is that for plain values, but for what stands in its quotes",
    (id, stack) => {
      const known = knownLines(stack);
      fc.assert(
        fc.property(hostile, (made) => {
          const given = givenBy(made);
          const recording = hostileRecording(made);
          for (const fix of fixesFor(diagnose(recording), recording)) {
            if (fix.stack !== id || fix.language !== stack.language) continue;
            const { skeleton, literals } = readCode(withoutEngineWords(fix.code), stack.language);
            expect(skeleton.filter((line) => !known.lines.has(line))).toEqual([]);
            expect(literals.filter((value) => !known.literals.has(value) && !isWritten(value, given))).toEqual([]);
          }
        }),
        { numRuns: 100 },
      );
    },
  );

  test.each(covered.map((stack) => [stack.id, stack] as const))(
    "%s allows neither `null` nor any origin",
    (_, stack) => {
      const named = Object.values(policies).filter(({ origins }) => origins !== "*");
      for (const { code } of snippetsOf(stack, named)) {
        const { literals } = readCode(code, stack.language);
        expect(literals).not.toContain("null");
        if (stack.id !== "rails" && stack.id !== "laravel") expect(literals).not.toContain("*");
      }
    },
  );
});

/** The code without what the engine adds to the comments of a stack. */
function withoutEngineWords(code: string): string {
  return code.replace(/, (?:but not|after removing) "\*"/g, "");
}

/** The lines of a stack's code for known policies, and the literals that do not come from them, over all remedies. */
function knownLines(stack: Stack): { lines: ReadonlySet<string>; literals: ReadonlySet<string> } {
  const read = snippetsOf(stack, Object.values(policies).flatMap(variantsOf)).map(({ code, given }) => ({
    ...readCode(code, stack.language),
    given,
  }));
  return {
    lines: new Set(read.flatMap(({ skeleton }) => skeleton)),
    literals: new Set(read.flatMap(({ literals, given }) => literals.filter((value) => !isWritten(value, given)))),
  };
}

function snippetsOf(stack: Stack, policies: readonly Policy[]) {
  const remedies = Object.keys(stack.fix) as ServerRemedy[];
  return policies.flatMap((policy) =>
    Object.values(contexts).flatMap((context) => {
      const given = givenIn(policy, context);
      return remedies.flatMap((remedy) => stack.fix[remedy](policy, context).map(({ code }) => ({ code, given })));
    }),
  );
}

/** The policy with each combination of its parts present or absent. */
function variantsOf(policy: Policy): Policy[] {
  const credentials = policy.origins === "*" ? [false] : [true, false];
  const others =
    policy.origins === "*"
      ? [policy.origins]
      : [
          policy.origins,
          ["capacitor://localhost", ...policy.origins],
          ["capacitor://localhost"],
          ["http://[::1]:3000"],
        ];
  return others.flatMap((origins) =>
    credentials.flatMap((credential) =>
      [[], ["x-a"]].flatMap((headers) =>
        [[], ["x-b"]].flatMap((exposed) =>
          [
            ["GET", "HEAD", "POST"],
            ["GET", "HEAD", "POST", "PUT"],
            ["GET", "HEAD", "POST", "PROPFIND"],
          ].flatMap((methods) =>
            [null, 600].map((maxAge) => ({
              ...policy,
              origins,
              credentials: credential,
              headers,
              exposed,
              methods,
              maxAge,
            })),
          ),
        ),
      ),
    ),
  );
}

/** The code's lines with `§` for each string or list of strings and 0 for each number, and the contents of the strings. */
function readCode(code: string, language: string): { skeleton: string[]; literals: string[] } {
  const literals: string[] = [];
  const pattern = strings[language] ?? /(?!)/g;
  // A comment has no strings, but for a line of code that is commented out.
  const isCode = (line: string) => / (#|\/\/) (uncomment if|only if)|^# quarkus\.|: \["\^/.test(line);
  const isPlain = (line: string) => /^\s*(#|\/\/)/.test(line) && !isCode(line);
  const skeleton = code.split("\n").map((line) =>
    isPlain(line)
      ? line
      : line
          .replace(/ (#|\/\/) keep the other entries(, but not "\*")?$/, "")
          .replace(pattern, (_, ...groups: (string | undefined)[]) => {
            literals.push(groups.find((group) => typeof group === "string") ?? "");
            return "§";
          })
          .replace(/re\.compile\(r§\)/g, "§")
          .replace(/origin == § \|\| /g, "")
          .replace(/§(, §)+/g, "§")
          .replace(/\[\]/g, "[§]")
          .replace(/ {2,}(?=\S)/g, " ")
          .replace(/\b[0-9]+(?=L?\)|,|$| \*)/g, "0"),
  );
  return { skeleton, literals };
}

/**
 * True for a given value as these languages write it: also in a second pair of quotes, as a header line, which PHP sends, as
 * a list with blanks, or as a list of methods in lower case, which Ruby's symbols are.
 */
function isWritten(value: string, given: Given): boolean {
  const bare = value
    .replace(/^'(.*)'$/, "$1")
    .replace(/^(?:Access-Control-[A-Za-z-]+|Location): /, "")
    .replaceAll("\\\\", "\\");
  const symbols = new Set([...given.methods].map((method) => method.toLowerCase()));
  const members = bare.split(" ");
  return (
    isGiven(bare, given) ||
    isGiven(`/${bare}`, given) ||
    members.every((member) => isGiven(member, given)) ||
    members.every((member) => symbols.has(member))
  );
}
