import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { findInstalledBrowser, readExecutable } from "../../../src/node/browser/executable.ts";

const folder = mkdtempSync(join(tmpdir(), "browsers-"));
afterAll(() => rmSync(folder, { recursive: true }));

function program(...path: string[]): string {
  const file = join(folder, ...path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, "");
  chmodSync(file, 0o755);
  return file;
}

const chrome = program("first", "google-chrome");
const chromium = program("second", "chromium");
const PATH = ["first", "second", "third"].map((name) => join(folder, name)).join(delimiter);

describe.each([
  ["Puppeteer 24, which returns a path", (path: string) => () => path],
  ["Puppeteer 25, which returns a promise", (path: string) => async () => path],
])("with %s", (_, downloaded) => {
  test("the browser that Puppeteer downloaded comes first, then Chromium on the path, then Chrome", async () => {
    const own = program("downloaded", "chrome");
    expect(await findInstalledBrowser(downloaded(own), { PATH })).toBe(own);
    expect(await findInstalledBrowser(downloaded(join(folder, "missing")), { PATH })).toBe(chromium);
    expect(await findInstalledBrowser(downloaded(""), { PATH: join(folder, "first") })).toBe(chrome);
  });
});

test.each([
  [
    "throws",
    () => {
      throw new Error("Could not find Chrome");
    },
  ],
  ["rejects", () => Promise.reject(new TypeError('The "path" argument must be of type string'))],
])("no browser is found where Puppeteer %s and the path has no program of that name", async (_, unknown) => {
  mkdirSync(join(folder, "third", "chromium"), { recursive: true });
  expect(await findInstalledBrowser(unknown, { PATH: join(folder, "third") }, [])).toBeUndefined();
  expect(await findInstalledBrowser(unknown, {}, [])).toBeUndefined();
});

test("a browser at a usual place is found where the path lacks its folder", async () => {
  const usual = [join(folder, "missing"), chromium];
  expect(await findInstalledBrowser(() => "", { PATH: join(folder, "third") }, usual)).toBe(chromium);
});

test("--browser takes the name of a program on the path, and says where no such program is", () => {
  expect(readExecutable("chromium", { PATH })).toEqual({ executablePath: chromium });
  expect(readExecutable(chrome, { PATH })).toEqual({ executablePath: chrome });
  expect(readExecutable("no-such-browser", { PATH })).toContain(
    "--browser names no-such-browser, but no such program exists",
  );
});
