import { expect, test } from "vitest";
import { defaultOptions } from "../../src/report/format.ts";
import { type FormatId, formats } from "../../src/report/index.ts";
import { exchangeWithoutSecrets } from "../../src/report/secrets.ts";
import { api, logOf } from "../har.ts";
import { chromiumCaptures } from "../scenarios/captures.ts";
import { sourceOf, writeSources } from "./sources.ts";

const secret = "S3CR3T";

/** Browsers leave these quotation marks in a query unchanged, and prose ends a quotation with them. */
const quotedSecret = `x\`'${secret}`;

/** The Chromium captures with the secret in URLs, headers and source names. */
const sources = chromiumCaptures().map(({ log }) =>
  sourceOf(
    JSON.parse(JSON.stringify(log), (key, value) => {
      if (/^(url|redirectURL)$/.test(key) && typeof value === "string" && /^https?:/.test(value))
        return `${value.replace("://", `://me:${secret}@`)}${value.includes("?") ? "&" : "?"}token=${quotedSecret}`;
      if (key !== "headers" || !Array.isArray(value)) return value;
      return [
        ...value.map(({ name, value }) =>
          /^location$/i.test(name) ? { name, value: `${value}?code=${quotedSecret}` } : { name, value },
        ),
        { name: "Authorization", value: `Bearer ${secret}` },
        { name: "Cookie", value: `sid=${secret}` },
        { name: "Set-Cookie", value: `sid=${secret}; SameSite=None` },
        { name: "X-Api-Key", value: secret },
      ];
    }),
    `https://me:${secret}@app.example/?token=${secret}`,
  ),
);

test.each(Object.keys(formats) as FormatId[])("%s has no secrets unless the user asks for them", (format) => {
  expect(writeSources(format, ...sources)).not.toContain(secret);
  const shown = formats[format].write(sources, { ...defaultOptions, showSecrets: true });
  expect([...shown].join("")).toContain(secret);
});

test("JSON does not change URLs without secrets, so that programs find a fetch by its URL", () => {
  const harmlessUrl = `${api}?page=2&q=a%20b&sort`;
  const secretUrl = `${api}?page=2&accessToken=abc&X-Amz-Signature=def&code=1&email=a@b.example`;
  const calls = [harmlessUrl, secretUrl].map((url) => ({ url, answer: { status: 200 } }));
  const reports = calls.map((call) => JSON.parse(writeSources("json", sourceOf(logOf(call)))));
  expect(reports.map(({ fetches: [{ url }] }) => url)).toEqual([
    harmlessUrl,
    `${api}?page=2&accessToken=REDACTED&X-Amz-Signature=REDACTED&code=REDACTED&email=a@b.example`,
  ]);
});

test("no report has the secrets of a body whose sentence it quotes", () => {
  const user = "bob@mail.example";
  const token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln";
  const body = `CORS: origin denied to ${user}, ${token}`;
  const source = sourceOf(logOf({ answer: { status: 403, body } }));
  for (const format of ["text", "markdown"] as const) {
    const report = writeSources(format, source).replace(/\s+/g, " ");
    expect(report, format).toContain("CORS: origin denied to REDACTED, REDACTED");
    expect(report, format).not.toContain("eyJ");
  }
});

test("an exchange without secrets has a body without secrets", () => {
  const [exchange] = sourceOf(logOf({ answer: { status: 403, body: "token=abc was refused" } })).recording.exchanges;
  if (!exchange) throw new Error("no exchange was read");
  expect(exchangeWithoutSecrets(exchange).responseText).toBe("token=REDACTED was refused");
});
