import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { serverGrants } from "../../src/fixes/current-grants.ts";
import { policyFor } from "../../src/fixes/policy.ts";
import { requiredChanges } from "../../src/fixes/required-changes.ts";
import { diagnose, fixesFor } from "../../src/index.ts";
import { stacks } from "../../src/stacks/index.ts";
import { isPlainHeaderName, isPlainMethod, isPlainOrigin } from "../../src/text/plain.ts";
import { givenBy } from "./given.ts";
import { type Hostile, hostile, hostileRecording } from "./hostile.ts";
import { contexts, policies } from "./policies.ts";

/** How code on the web allows any origin; a server may send `Origin` back only after it has compared the origin. */
const reflections = [
  /\borigin\s*[:=]\s*true\b/,
  /\borigin\s*:\s*(?:\([^)]*\)|\w+)\s*=>\s*(?!\{|[^\n]*(?:\?|\.includes\(|\.has\())/,
  /callback\(null, true\)(?![^}]*\bincludes|[^}]*\bhas\()/,
  /allow_all_origins|CORS_ORIGIN_ALLOW_ALL|SetIsOriginAllowed\(_/,
  /allow_origin_regex|AllowOriginFunc(?!.*\{ return origin == ")|allowedOriginPatterns|allowed_origins_patterns'\s*=>\s*\[[^\]]*\.\*/,
  /Access-Control-Allow-Origin["']?[ ,:]+["']?\$http_origin/i,
];

/** `*` as a string, as the value of a header, or without quotes in YAML; or the option that stands for it. */
const anyOrigin =
  /AllowAnyOrigin|AllowAllOrigins(?! = false)|CORS_ALLOW_ALL_ORIGINS(?! = False)|(?:origins?|Allow-Origin)["']?\s*(?:[:=,]|=>)?\s*(?:\[\s*)?["'`]?\*(?:["'`\s\]]|$)/im;
const anyHeader =
  /(?:allow(?:ed)?[-_]?headers?)["']?\s*(?:[:=,(]|=>)?\s*(?:\[\s*|List\.of\(|\(\s*)?["'`]?\*(?:["'`\s\])]|$)/im;
const nullOrigin = /["'`^]null["'`$]|Allow-Origin["']?[ ,:]+["']?null\b/i;

describe("never suggested, by any stack, for any recording", () => {
  test("a policy of more than what the recording names: any origin with credentials, `null`, any header or method", () => {
    fc.assert(
      fc.property(hostile, (made) => {
        const recording = hostileRecording(made);
        const given = givenBy(made);
        for (const diagnosis of diagnose(recording)) {
          if (!diagnosis.verdict) continue;
          const { policy } = policyFor([requiredChanges(diagnosis)], serverGrants(recording, "https://api.example"));
          if (policy.origins === "*") expect(policy.credentials).toBe(false);
          else {
            for (const origin of policy.origins) expect(isPlainOrigin(origin) && given.origins.has(origin)).toBe(true);
          }
          expect(policy.methods.filter((method) => !isPlainMethod(method))).toEqual([]);
          expect(policy.headers.filter((name) => !isPlainHeaderName(name))).toEqual([]);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("code that reflects any origin, or allows `null`, any origin beside credentials, or any header", () => {
    fc.assert(
      fc.property(hostile, (made) => {
        for (const { code, stack, remedy } of fixesOf(made)) {
          const where = `${stack}, ${remedy}:\n${code}`;
          const lines = withoutComments(code.replace(/^.*\*.*every other page, without credentials$/gm, ""));
          for (const reflection of reflections) expect(lines, where).not.toMatch(reflection);
          expect(lines, where).not.toMatch(nullOrigin);
          expect(lines, where).not.toMatch(anyHeader);
          if (!anyOrigin.test(lines)) continue;
          expect(lines, where).not.toMatch(/credentials["']?\s*(?:[:=,(]|=>)?\s*["']?true/i);
          expect(sendsAny(made), where).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("a pattern that matches more than one of the given origins", () => {
    let patterns = 0;
    fc.assert(
      fc.property(hostile, (made) => {
        const { origins } = givenBy(made);
        for (const { code, stack } of fixesOf(made)) {
          for (const pattern of originPatterns(code)) {
            patterns++;
            const anchored = anchoringStacks.has(stack) ? `^(?:${pattern})$` : pattern;
            const matched = [...origins].filter((origin) => new RegExp(anchored).test(origin));
            expect(matched.length, `${stack}: ${pattern}`).toBe(1);
            for (const origin of matched) {
              for (const other of [
                `x${origin}`,
                `${origin}x`,
                `${origin}.evil.example`,
                `https://evil.example/${origin}`,
              ]) {
                expect(other, `${stack}: ${pattern}`).not.toMatch(new RegExp(anchored));
              }
              const unlike = origin.replace(/\./g, "x");
              if (unlike !== origin) expect(unlike, `${stack}: ${pattern}`).not.toMatch(new RegExp(anchored));
            }
          }
        }
      }),
      { numRuns: 300, examples: [[ordinary]] },
    );
    expect(patterns).toBeGreaterThan(10);
  });

  test.each(stacks.map((stack) => [stack.id, stack] as const))(
    "%s names each allowed origin, so that it compares, or says that it cannot",
    (_, stack) => {
      for (const policy of Object.values(policies)) {
        const { form, origins, added } = policy;
        if (origins === "*" || (form === "change" && added.origins.length === 0)) continue;
        for (const context of Object.values(contexts)) {
          for (const { code, warnings } of stack.fix.grant(policy, context)) {
            if (!/access-control|allow|cors/i.test(withoutComments(code))) continue;
            if (warnings.some((warning) => warning.includes("cannot name"))) continue;
            const plain = code.replace(/\\+(?=[.[\]/])/g, "");
            for (const origin of form === "change" ? added.origins : origins) expect(plain).toContain(origin);
          }
        }
      }
    },
  );
});

/** A recording with two allowed origins that every stack can name. */
const ordinary: Hostile = {
  origin: "https://app.example",
  method: "PUT",
  headerName: "x-api-key",
  path: "/api/x",
  responseHeaders: [{ name: "Access-Control-Allow-Origin", value: "http://[::1]:3000" }],
  status: 204,
  location: "",
  cookie: false,
};

/** Stacks whose platform adds `^` and `$` to a pattern. */
const anchoringStacks: ReadonlySet<string> = new Set(["vercel", "nextjs"]);

function fixesOf(made: Hostile): { code: string; stack: string; remedy: string }[] {
  const recording = hostileRecording(made);
  return fixesFor(diagnose(recording), recording).filter(({ language }) => language !== "text");
}

/** True where the server allows any origin today and none by name. */
function sendsAny({ responseHeaders }: Hostile): boolean {
  const lines = responseHeaders.filter(({ name }) => name === "Access-Control-Allow-Origin");
  return /^[\s,]*\*[\s,*]*$/.test(lines.map(({ value }) => value).join(","));
}

/** The code without comments: whole lines, and comments at the end of a line. */
function withoutComments(code: string): string {
  return code
    .split("\n")
    .filter((line) => !/^\s*(?:#|\/\/|\/\*|\*)/.test(line))
    .map((line) => line.replace(/\s(?:\/\/|#)\s.*$/, ""))
    .join("\n");
}

/** The quoted strings that hold an origin as a pattern: with an escaped dot or bracket, or with an anchor. */
function originPatterns(code: string): string[] {
  const found = [...code.matchAll(/"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'/g)].map(([, a, b]) => a ?? b ?? "");
  return found
    .map((text) => text.replace(/^~/, "").replaceAll("\\\\", "\\"))
    .filter((text) => /:\/\//.test(text) && /^\^|\$$|\\[.[]/.test(text) && !text.includes("(https?"));
}
