import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { posixCurl, powershellCurl } from "../../src/explain/shell.ts";
import { type CorsFetch, type CurlCommand, curlCommands, diagnose, readHar } from "../../src/index.ts";
import { type Call, logOf } from "../har.ts";
import { powershellArguments } from "./powershell.ts";

const bin = mkdtempSync(join(tmpdir(), "curl-"));
writeFileSync(join(bin, "curl"), '#!/bin/sh\nprintf "%s\\0" "$@"\n');
chmodSync(join(bin, "curl"), 0o755);
afterAll(() => rmSync(bin, { recursive: true }));

/** The arguments that a real shell passes to curl for the command. */
function posixArguments(command: string): string[] {
  const env = { PATH: `${bin}:${process.env.PATH}`, HOME: bin };
  return execFileSync("/bin/sh", ["-c", command], { env, encoding: "utf8" }).split("\0").slice(0, -1);
}

const fixedArguments = "-sS -g --path-as-is -m 30 -D - -o".split(" ");
const hostile = fc
  .oneof(
    fc.string({ unit: "grapheme", maxLength: 20 }),
    fc
      .array(
        fc.constantFrom(
          "'",
          '"',
          "\\",
          '\\"',
          "`",
          "$(id)",
          "${x}",
          "!!",
          "%PATH%",
          " ",
          "@",
          "-",
          ";",
          "\u2018",
          "\u2019",
          "\u201a",
          "\u201b",
          "\u201c",
          "#",
          "&&",
          "|",
          "a",
        ),
        { maxLength: 8 },
      )
      .map((parts) => parts.join("")),
  )
  .filter((text) => !text.includes("\0"));

describe("quoting", () => {
  test("a POSIX shell gives curl exactly the values", () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 4 }), (values) => {
        const command = posixCurl([["--head"], ...values.map((value) => ["-H", value] as const)]);
        const expected = [...fixedArguments, "/dev/null", "--head", ...values.flatMap((value) => ["-H", value])];
        expect(posixArguments(command)).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });

  test.each(["5.1", "7.2", "7.4"] as const)("PowerShell %s gives curl.exe exactly the values", (version) => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 4 }), (values) => {
        const lines = values.map((value) => `X: ${value}`);
        const command = powershellCurl([["--head"], ...lines.map((line) => ["-H", line] as const)]);
        const expected = ["curl.exe", ...fixedArguments, "NUL", "--head", ...lines.flatMap((line) => ["-H", line])];
        expect(powershellArguments(command, version)).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("commands for a fetch", () => {
  const ofCall = (call: Call, options?: Parameters<typeof curlCommands>[1]) => curlCommands(fetchOf(call), options);

  test("ask exactly what the browser asked, then make the call with its secrets taken out", () => {
    const commands = ofCall({
      method: "PUT",
      url: "https://api.example/orders?key=s3cret",
      headers: {
        "Content-Type": "application/json",
        Authorization: "Bearer s3cret",
        "X-Empty": "",
        Cookie: "sid=s3cret",
      },
      preflight: { status: 204 },
    });
    expect(argumentsOf(commands)).toEqual([
      [
        ...["-X", "OPTIONS", "-H", "Origin: http://localhost:3000", "-H", "Access-Control-Request-Method: PUT"],
        ...["-H", "Access-Control-Request-Headers: authorization,content-type,x-empty"],
        ...["--url", "https://api.example/orders?key=REDACTED"],
      ],
      [
        ...["-X", "PUT", "-H", "Origin: http://localhost:3000", "-H", "Content-Type: application/json"],
        ...["-H", "Authorization: Bearer REDACTED", "-H", "X-Empty;", "-H", "Cookie: sid=REDACTED"],
        ...["-H", "Content-Length: 0", "--url", "https://api.example/orders?key=REDACTED"],
      ],
    ]);
  });

  test("keep the secrets where that is asked for", () => {
    const call = { url: "https://api.example/a?key=s3cret", headers: { Authorization: "Bearer s3cret" } };
    expect(JSON.stringify(ofCall(call, { secrets: "kept" })).match(/s3cret/g)).toHaveLength(2 * 3);
  });

  test("ask what the standard says where the recording holds no preflight, and nothing where none is needed", () => {
    const [preflight] = argumentsOf(ofCall({ headers: { "X-B": "1", "X-A": "2" }, answer: { status: 200 } }));
    expect(preflight).toContain("Access-Control-Request-Headers: x-a,x-b");
    const revalidated = { headers: { "If-None-Match": '"1"' }, answer: { status: 200 } };
    expect(ofCall(revalidated).map(({ step }) => step)).toEqual(["actual"]);
    expect(ofCall({ answer: { status: 200 } }).map(({ step }) => step)).toEqual(["actual"]);
    expect(argumentsOf(ofCall({ method: "HEAD", answer: { status: 200 } }))[0]).not.toContain("-X");
  });

  test("are not made of what no command line can carry", () => {
    const headers = { "X-Line": "a\r\nX-B: 1", "X-Turn": "\u202ea", "X Y": "1", "@/etc/passwd": "1", "X-Good": "1" };
    const [, actual] = ofCall({ headers, preflight: { status: 204 } });
    expect(actual?.leftOut.toSorted()).toEqual(["@/etc/passwd", "X Y", "X-Line", "X-Turn"]);
    expect(argumentsOf(actual ? [actual] : []).flat()).toContain("X-Good: 1");
    expect(ofCall({ method: "PUT\n", answer: { status: 200 } })).toEqual([]);
    expect(ofCall({ url: "ftp://api.example/a" })).toEqual([]);
  });

  test("carry whatever a page sends, in both kinds of shell, and nothing else", () => {
    const name = fc.stringMatching(/^[a-z!#$%&'*+.^_`|~0-9][A-Za-z!#$%&'*+.^_`|~0-9-]{0,8}$/);
    const value = fc.stringMatching(/^[\x20-\x7e]{0,20}$/);
    const method = fc
      .stringMatching(/^[A-Z!#$%&'*+.^_`|~-]{1,8}$/)
      .filter((text) => !/^(GET|HEAD|POST|PUT|PATCH)$/.test(text));
    fc.assert(
      fc.property(name, value, method, value, (name, value, method, path) => {
        const url = new URL(`https://api.example/${path}`).href.split("#")[0] ?? "";
        const commands = ofCall(
          { url, method, headers: { [`X-${name}`]: value }, answer: { status: 200 } },
          { secrets: "kept" },
        );
        const actual = commands.at(-1);
        const header = value.trim() === "" ? `X-${name};` : `X-${name}: ${value}`;
        const all = argumentsOf(actual ? [actual] : []).flat();
        expect(all).toEqual(["-X", method, "-H", "Origin: http://localhost:3000", "-H", header, "--url", url]);
      }),
      { numRuns: 100, examples: [["0", "", "$", "?\\"]] },
    );
  });
});

function fetchOf(call: Call): CorsFetch {
  const [diagnosis] = diagnose(readHar(logOf(call)));
  if (!diagnosis) throw new Error("the recording holds no cross-origin fetch");
  return diagnosis.fetch;
}

/** The arguments that each command adds to the fixed ones; both shells must agree on them. */
function argumentsOf(commands: readonly CurlCommand[]): string[][] {
  return commands.map(({ posix, powershell }) => {
    const all = posixArguments(posix);
    expect(powershellArguments(powershell, "5.1").slice(1)).toEqual(all.with(fixedArguments.length, "NUL"));
    return all.slice(fixedArguments.length + 1);
  });
}
