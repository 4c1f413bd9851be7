import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diagnose, type Fix, fixesFor, isRefused, type Recording, readHar } from "../../src/index.ts";
import { stacks } from "../../src/stacks/index.ts";
import { applyChange, valuesIn } from "../stacks/apply-change.ts";

// Fix A for a first page, then fix B for a second page of the same server, then fix C for another method of the first page:
// the code that results must still hold all that the first page needs.

const server = "https://api.example";
const methods = ["PUT", "PATCH", "DELETE"];
const headerNames = ["authorization", "content-type", "x-api-key", "x-tenant"];
const origins = ["https://a.example", "https://b.example:8443", "http://localhost:3000"];
const values = [...origins, ...methods, ...headerNames, "GET", "HEAD", "POST"];

/** What a library allows by default, and what a list in its code adds to. */
const byDefault: Readonly<Record<string, readonly string[]>> = {
  django: [...methods, "authorization", "content-type"],
  gin: [...methods, "content-type"],
  // S3 has no PATCH, and the fix says so.
  "s3-cloudfront": ["PATCH"],
  hapi: ["authorization", "content-type"],
};

interface Page {
  readonly origin: string;
  readonly method: string;
  readonly header: string;
  readonly sendsCookie: boolean;
}

const page = fc.record({
  origin: fc.constantFrom(...origins),
  method: fc.constantFrom(...methods),
  header: fc.constantFrom(...headerNames),
  sendsCookie: fc.boolean(),
});
const pages = fc
  .tuple(page, page, fc.constantFrom(...methods), fc.boolean())
  .filter(([first, second]) => first.origin !== second.origin);

/** Development servers set no header; platforms that take one constant header only cannot add an origin to it. */
const written = stacks.filter(({ devPorts }) => devPorts === undefined);

describe.each(written.map((stack) => [stack.id, stack] as const))("%s", (id, { language }) => {
  test("keeps all that a server allows, whatever fix comes next", () => {
    fc.assert(
      fc.property(pages, ([first, second, another, isConstant]) => {
        const ofFirst = codeFor(id, language, refusing([], first));
        const ofSecond = codeFor(id, language, refusing([first], second, isConstant));
        const both = apply(ofFirst, ofSecond);
        expectAll(both, [first, second], ofSecond);
        const ofThird = codeFor(id, language, refusing([first, second], { ...first, method: another }));
        if (ofThird) expectAll(apply(both, ofThird), [first, second, { ...first, method: another }], ofThird);
      }),
      { numRuns: 30 },
    );
  });
});

function apply(code: string | Fix | undefined, change: Fix | undefined): string {
  const own = typeof code === "string" ? code : (code?.code ?? "");
  if (!change) return own;
  // A bucket takes several rules, and the code is one more.
  return change.language === "json" ? `${own}\n${change.code}` : applyChange(own, change.code, values);
}

/** Checks that the code holds what each page needs, and no other origin. */
function expectAll(code: string, wanted: readonly Page[], fix: Fix | undefined): void {
  const held = valuesIn(
    code
      .split("\n")
      .filter((line) => !/^\s*(#|\/\/)/.test(line))
      .join("\n"),
    values,
  );
  for (const { origin, method, header } of wanted) {
    const where = `${fix?.title}\n${fix?.code}\n--- applied:\n${code}`;
    if (!fix?.warnings.some((warning) => warning.includes("cannot name"))) expect(held, where).toContain(origin);
    const isListed = (list: readonly string[]) => held.some((value) => list.includes(value));
    const isDefault = (value: string) => fix !== undefined && byDefault[fix.stack]?.includes(value);
    if (isListed(methods) && !isDefault(method)) expect(held, where).toContain(method);
    if (isListed(headerNames) && !isDefault(header)) expect(held, where).toContain(header);
  }
}

function codeFor(id: string, language: string, recording: Recording): Fix | undefined {
  const refused = diagnose(recording).filter(isRefused);
  return fixesFor(refused, recording).find((fix) => fix.stack === id && fix.language === language);
}

/** A recording of a server that allows some pages, and refuses the fetch of another. */
function refusing(allowed: readonly Page[], refused: Page, isConstant = false): Recording {
  const granted = grantedTo(allowed);
  const [known] = allowed;
  const isKnown = allowed.some(({ origin }) => origin === refused.origin);
  const own = isKnown ? granted(refused.origin) : isConstant && known ? granted(known.origin) : [];
  const vary = allowed.length > 0 ? [{ name: "Vary", value: "Origin" }] : [];
  const entries = [
    ...allowed.flatMap((one) => exchanges(one, [...granted(one.origin), ...vary], true)),
    ...exchanges(refused, [...own, ...vary], false),
  ];
  return readHar({ log: { entries } });
}

type Header = { readonly name: string; readonly value: string };

function grantedTo(pages: readonly Page[]): (origin: string) => Header[] {
  const list = (values: readonly string[]) => [...new Set(values)].join(", ");
  return (origin) => [
    { name: "Access-Control-Allow-Origin", value: origin },
    {
      name: "Access-Control-Allow-Methods",
      value: list(["GET", "HEAD", "POST", ...pages.map(({ method }) => method)]),
    },
    { name: "Access-Control-Allow-Headers", value: list(pages.map(({ header }) => header)) },
    ...(pages.some(({ sendsCookie }) => sendsCookie)
      ? [{ name: "Access-Control-Allow-Credentials", value: "true" }]
      : []),
  ];
}

function exchanges({ origin, method, header, sendsCookie }: Page, headers: readonly Header[], passes: boolean) {
  const url = `${server}/api/x`;
  const startedDateTime = "2026-01-01T00:00:00.000Z";
  const sent = [{ name: "Origin", value: origin }];
  const asks = [
    { name: "Access-Control-Request-Method", value: method },
    { name: "Access-Control-Request-Headers", value: header },
  ];
  const cookie = sendsCookie ? [{ name: "Cookie", value: "sid=1" }] : [];
  const preflight = {
    startedDateTime,
    request: { method: "OPTIONS", url, headers: [...sent, ...asks] },
    response: { status: 204, headers },
  };
  const actual = {
    startedDateTime,
    request: { method, url, headers: [...sent, ...cookie, { name: header, value: "1" }] },
    response: { status: 200, headers },
  };
  return passes ? [preflight, actual] : [preflight];
}
