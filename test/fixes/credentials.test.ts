import { expect, test } from "vitest";
import { diagnose, type Fix, fixesFor, isRefused, readHar } from "../../src/index.ts";
import { chromiumCaptures } from "../scenarios/captures.ts";

/** A line that is code, and not a comment in any of the languages. */
const isCode = (line: string) => !/^\s*(#|\/\/|\/?\*|<!--|;|--)/.test(line);

/** The line of a fix that lets a page read with credentials, in the language of any stack. */
const grantingLine = ({ code }: Fix) =>
  code
    .split("\n")
    .find(
      (line) =>
        isCode(line) && /credentials\b[^#/]*?(\btrue\b|["']true["']|\(\)|=\s*1\b|\$cors_credentials)/i.test(line),
    );

/** The fixes of every server for refused fetches of captures in which no response allows credentials. */
const fixesWithoutGrant = chromiumCaptures().flatMap(({ name, log }) => {
  const recording = readHar(log);
  const isGranted = recording.exchanges.some(({ responseHeaders }) =>
    responseHeaders.some((header) => header.name.toLowerCase() === "access-control-allow-credentials"),
  );
  if (isGranted) return [];
  return diagnose(recording)
    .filter(isRefused)
    .flatMap((diagnosis) =>
      fixesFor([diagnosis], recording)
        .filter(({ stack }) => stack !== "page")
        .map((fix) => ({ name, fix, sendsCredentials: diagnosis.credentials === "include" })),
    );
});

test("no fix grants credentials where neither the request nor the server shows any", () => {
  const withoutCredentials = fixesWithoutGrant.filter(({ sendsCredentials }) => !sendsCredentials);
  expect(withoutCredentials.length).toBeGreaterThan(1000);
  const granting = withoutCredentials.filter(({ fix }) => grantingLine(fix) !== undefined);
  expect(granting.map(({ name, fix }) => `${name}, ${fix.stack}: ${grantingLine(fix)}`)).toEqual([]);
});

/** S3 allows credentials for every named origin, and a development proxy makes the request one to the page's own origin. */
const withoutSetting = new Set(["s3-cloudfront", "vite-proxy", "webpack-dev-server", "angular-proxy"]);

test("each stack has a fix that grants credentials where the request carries some", () => {
  const withCredentials = fixesWithoutGrant.filter(
    ({ sendsCredentials, fix }) => sendsCredentials && !withoutSetting.has(fix.stack),
  );
  const nameOf = ({ name, fix }: (typeof withCredentials)[number]) => `${name}, ${fix.stack}`;
  const granting = withCredentials.filter(({ fix }) => grantingLine(fix) !== undefined);
  expect(withCredentials.length).toBeGreaterThan(50);
  expect(new Set(granting.map(nameOf))).toEqual(new Set(withCredentials.map(nameOf)));
});
