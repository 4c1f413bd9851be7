// Compares screenshots of the panel with the pictures that the repository keeps, and replaces these on request.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import type { OpenedPanel } from "../../src/node/browser/open-panel.ts";
import { fontFaces } from "./panel-screenshot.ts";

const picturesFolder = new URL("./pictures/", import.meta.url);
const differencesFolder = new URL("pictures/differing/", import.meta.url);

/** `npm run pictures` replaces the pictures. Every other run compares with them. */
const isReplacing = process.env.npm_lifecycle_event === "pictures";

/**
 * How much a screenshot may differ from its picture. One machine always draws the same picture, however busy it is, except
 * for a shade on a few edges, which pixelmatch ignores as antialiasing. A later build of the same browser may round an
 * edge differently, which changes a few scattered pixels. In no square of 32 by 32 pixels may more than 12 differ; a
 * letter, a pixel of padding or another color change more. `threshold` is the allowed distance of a color, where 1 is the
 * distance from black to white: a distance of 2 of 255 is too much.
 */
const tolerance = { threshold: 0.005, windowSize: 32, pixels: 12 };

/** Says how a screenshot differs from the picture of this name; null where it does not. */
export function compareWithPicture(name: string, screenshot: Uint8Array): string | null {
  const file = new URL(`${name}.png`, picturesFolder);
  if (isReplacing) writeFileSync(file, screenshot);
  if (!existsSync(file)) return `There is no picture of ${name}: \`npm run pictures\` takes it.`;
  const [expected, actual] = [readFileSync(file), screenshot].map((bytes) => PNG.sync.read(Buffer.from(bytes)));
  if (!expected || !actual) return null;
  const { width, height } = expected;
  const hasSameSize = actual.width === width && actual.height === height;
  const diff = new PNG({ width, height });
  const { pixels, ...options } = tolerance;
  const differing = hasSameSize
    ? pixelmatch(expected.data, actual.data, diff.data, width, height, options)
    : width * height;
  if (differing <= pixels) return null;
  mkdirSync(differencesFolder, { recursive: true });
  const pathOf = (suffix: string) => fileURLToPath(new URL(`${name}.${suffix}.png`, differencesFolder));
  writeFileSync(pathOf("now"), screenshot);
  writeFileSync(pathOf("diff"), PNG.sync.write(diff));
  return [
    `${name} does not look as in its picture: ${differing} pixels of one place differ, ${pixels} may.`,
    `Kept: ${fileURLToPath(file)}`,
    `Now:  ${pathOf("now")}`,
    `Diff: ${pathOf("diff")}`,
    "If it is to look so, `npm run pictures` keeps it.",
  ].join("\n");
}

/**
 * Says why the pictures decide nothing here; null where they do. Another version of the browser, or a machine that draws
 * letters and controls differently, may draw the same page very differently.
 */
export async function whyNotComparable({ browser, page }: OpenedPanel): Promise<string | null> {
  const version = await browser.version();
  await page.setViewport({ width: 320, height: 100, deviceScaleFactor: 1 });
  await page.setContent(samplePage);
  await page.evaluate(() => document.fonts.ready);
  const screenshot = await page.screenshot({ captureBeyondViewport: false });
  const files = { version: new URL("browser.txt", picturesFolder), sample: new URL("sample.png", picturesFolder) };
  if (isReplacing) {
    writeFileSync(files.version, `${version}\n`);
    writeFileSync(files.sample, screenshot);
  }
  const usedVersion = readFileSync(files.version, "utf8").trim();
  if (majorOf(usedVersion) !== majorOf(version)) return `they were taken with ${usedVersion}, and this is ${version}`;
  const [expected, actual] = [readFileSync(files.sample), screenshot].map(
    (bytes) => PNG.sync.read(Buffer.from(bytes)).data,
  );
  return expected && actual?.equals(expected) ? null : "this machine draws letters and controls otherwise than theirs";
}

function majorOf(version: string): string {
  return version.replace(/\..*$/s, "");
}

const samplePage = `<!doctype html><style>${fontFaces}
* { margin: 0; font: 12px Roboto; } b { font-weight: 600; } code { font: 11px Mono; }
</style><p>Sphinx of black quartz, <b>judge my vow</b> <code>0123456789 {}</code></p>
<p><input type="checkbox" checked><input type="radio" checked><select><option>Time</option></select></p>
<svg width="40" height="40" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.5" /></svg>`;
