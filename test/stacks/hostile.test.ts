import { type AnyNode, type Literal, parse } from "acorn";
import fc from "fast-check";
import { parse as parseToml } from "smol-toml";
import { describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { diagnose, fixesFor } from "../../src/index.ts";
import { stacks } from "../../src/stacks/index.ts";
import { jsString, nginxMapKey, nginxString } from "../../src/stacks/writing/quote.ts";
import { type Given, givenBy, givenIn, isGiven } from "./given.ts";
import { hostile, hostileRecording } from "./hostile.ts";
import { contexts, policies } from "./policies.ts";

const pageCodes = [
  "const headers = new Headers(options.headers); for (const name of [...headers.keys()]) name.startsWith('access-control-');",
  "headers.delete(name); fetch(url, { ...options, method: 'PUT', credentials: 'omit' }); fetch(finalUrl); fetch(hostAndPath);",
];

/** The parsers of data, by language. */
const readers: Readonly<Record<string, (code: string) => unknown>> = {
  json: JSON.parse,
  toml: parseToml,
  yaml: parseYaml,
};

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
            if (/Origin["']?,? ["']\*["']|origin: '\*'/.test(code)) expect(code).not.toMatch(/credentials/i);
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

describe("quoting", () => {
  test("a JavaScript string is read back as it was", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (value) => {
        const [statement] = parse(`(${jsString(value)})`, { ecmaVersion: 2022 }).body;
        expect(statement).toMatchObject({ expression: { type: "Literal", value } });
      }),
      runs,
    );
  });

  test("a JavaScript string does not end the script element that it may stand in", () => {
    expect(jsString("</script>")).toBe("'<\\/script>'");
  });

  test.each(["$", "a$b", "a\nb", "a\u0000"])("nginx cannot express %j", (value) => {
    expect(() => nginxString(value)).toThrow(RangeError);
  });

  test.each([
    ['a"b', '"a\\"b"'],
    ["a\\b", '"a\\\\b"'],
  ])("nginx's %j is written %s", (value, written) => expect(nginxString(value)).toBe(written));

  test.each([
    ["https://app.example", '"~^https://app\\.example$"'],
    ["http://[::1]:3000", '"~^http://\\[::1\\]:3000$"'],
    ["include", '"~^include$"'],
  ])("nginx compares %s with the key %s", (value, key) => expect(nginxMapKey(value)).toBe(key));
});

function codes(made: Parameters<typeof hostileRecording>[0], language: string): string[] {
  const recording = hostileRecording(made);
  return fixesFor(diagnose(recording), recording)
    .filter((fix) => fix.language === language)
    .map(({ code }) => code);
}

interface Contents {
  readonly literals: readonly string[];
  readonly identifiers: readonly string[];
  readonly comments: readonly string[];
}

function contentsOf(code: string): Contents {
  const literals: string[] = [];
  const identifiers: string[] = [];
  const comments: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const { type } = node as AnyNode;
    if (type === "Literal" && typeof (node as Literal).value === "string")
      literals.push(String((node as Literal).value));
    if (type === "Identifier") identifiers.push((node as { name: string }).name);
    for (const child of Object.values(node)) visit(child);
  };
  visit(
    parse(code, {
      ecmaVersion: 2022,
      sourceType: "module",
      onComment: (_, comment) => comments.push(comment.trim()),
    }),
  );
  return { literals, identifiers, comments };
}

/** Every key and every string of data; without API Gateway's own quotes around a string, and the unit of a duration. */
function stringsOf(data: unknown): string[] {
  if (typeof data === "string") return [data.replace(/^'(.*)'$/, "$1")];
  if (typeof data !== "object" || data === null) return [];
  if (Array.isArray(data)) return data.flatMap(stringsOf);
  return Object.entries(data).flatMap(([key, value]) => [key, ...stringsOf(value)]);
}

/** What the fixes hold of their own, whatever they are made from, and what the page's own fixes hold. */
const known = knownContents();

function knownContents() {
  const more = { exposed: ["X-Total-Count"], maxAge: 600 };
  const variants = Object.values(policies).flatMap((policy) => [policy, { ...policy, ...more }]);
  const made = variants.flatMap((policy) =>
    Object.values(contexts).flatMap((context) => {
      const given = givenIn(policy, context);
      return stacks.flatMap(({ language, fix }) =>
        Object.values(fix).flatMap((write) =>
          write(policy, context).map((snippet) => ({ language, ...snippet, given })),
        ),
      );
    }),
  );
  const nothing = {
    origins: new Set<string>(),
    methods: new Set<string>(),
    names: new Set<string>(),
    paths: new Set<string>(),
    numbers: new Set<string>(),
  };
  const contents = [
    ...made.filter(({ language }) => language === "javascript"),
    ...pageCodes.map((code) => ({ code, given: nothing })),
  ].map(({ code, given }) => ({ ...contentsOf(code), given }));
  const data = made.flatMap(({ language, code, given }) => {
    const read = readers[language];
    return read ? [{ strings: stringsOf(read(code)), given }] : [];
  });
  const own = (values: readonly string[], given: Given) => values.filter((value) => !isGiven(value, given));
  return {
    literals: new Set(contents.flatMap(({ literals, given }) => own(literals, given))),
    identifiers: new Set(contents.flatMap(({ identifiers }) => identifiers)),
    comments: new Set(contents.flatMap(({ comments }) => comments)),
    strings: new Set(data.flatMap(({ strings, given }) => own(strings, given))),
  };
}

const knownNginxComments = [
  "In http { }, outside every server { }:",
  "Inside the location of the API, beside its proxy_pass:",
  "Inside the location of the files, beside its root or try_files:",
  "Delete from every server and location that leads to the application:",
  "  add_header Access-Control-... lines,",
  "  if ($request_method = OPTIONS) { return 204; }",
  "What is left passes the application's own headers, and its answer to OPTIONS, through.",
];

const quoted = '"(?:[A-Za-z0-9 ,.:/_*+-]|\\\\\\[|\\\\\\]|[\\[\\]])*"';
const mapKey = '"~\\^(?:[A-Za-z0-9:/_-]|\\\\[.+\\[\\]])*\\$"';
const knownNginxLine = new RegExp(
  `^(${[
    "",
    ...knownNginxComments.map((comment) => `# ${comment.replace(/[$.(){}]/g, "\\$&")}`),
    "map \\$http_origin \\$cors_origin \\{",
    "map \\$cors_origin \\$cors_credentials \\{",
    'default "(true)?";',
    '"" "";',
    `${mapKey} \\$http_origin;`,
    "\\}",
    "if \\(\\$request_method = OPTIONS\\) \\{",
    "return 204; # with the add_header lines below, as long as none stands in here",
    `return 307 ${quoted};`,
    "proxy_hide_header Access-Control-[A-Za-z-]+;",
    `add_header [A-Za-z-]+ (${quoted}|\\$cors_origin|\\$cors_credentials|[0-9]{1,9}) always;`,
    'proxy_redirect "~\\^\\(https\\?://\\)\\[\\^/@\\]\\*@\\(\\.\\*\\)\\$" "\\$1\\$2";',
  ].join("|")})$`,
);
