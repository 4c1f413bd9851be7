import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, expect, test } from "vitest";
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

test("the browser that Puppeteer downloaded comes first, then Chromium on the path, then Chrome", () => {
  const own = program("downloaded", "chrome");
  expect(findInstalledBrowser(() => own, { PATH })).toBe(own);
  expect(findInstalledBrowser(() => join(folder, "missing"), { PATH })).toBe(chromium);
  expect(findInstalledBrowser(() => "", { PATH: join(folder, "first") })).toBe(chrome);
});

test("no browser is found where Puppeteer knows none and the path has no program of that name", () => {
  const unknown = () => {
    throw new Error("Could not find Chrome");
  };
  mkdirSync(join(folder, "third", "chromium"), { recursive: true });
  expect(findInstalledBrowser(unknown, { PATH: join(folder, "third") }, [])).toBeUndefined();
  expect(findInstalledBrowser(unknown, {}, [])).toBeUndefined();
});

test("a browser at a usual place is found where the path lacks its folder", () => {
  expect(findInstalledBrowser(() => "", { PATH: join(folder, "third") }, [join(folder, "missing"), chromium])).toBe(
    chromium,
  );
});

test("--browser takes the name of a program on the path, and says where no such program is", () => {
  expect(readExecutable("chromium", { PATH })).toEqual({ executablePath: chromium });
  expect(readExecutable(chrome, { PATH })).toEqual({ executablePath: chrome });
  expect(readExecutable("no-such-browser", { PATH })).toContain(
    "--browser names no-such-browser, but no such program exists",
  );
});
