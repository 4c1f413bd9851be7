import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import type { OpenedPanel } from "../../src/node/browser/open-panel.ts";
import { fonts } from "./panel-screenshot.ts";

const kept = new URL("./pictures/", import.meta.url);
const differing = new URL("pictures/differing/", import.meta.url);

/** `npm run pictures` takes the pictures that are kept; everything else compares with them. */
const isTaking = process.env.npm_lifecycle_event === "pictures";

/**
 * How far a picture may be from the kept one. A machine draws the same picture each time, however busy it is, but for a
 * shade on a few edges, which pixelmatch passes over as smoothed ones. A later build of the same browser may round an
 * edge otherwise: that leaves some pixels here and there. No 32 by 32 of them may have more than 12 that differ; a
 * letter, a pixel of padding or another color are more than that. `threshold` is how far a color may be, where 1 is from
 * black to white: 2 of 255 are too far.
 */
const tolerance = { threshold: 0.005, windowSize: 32, pixels: 12 };

/** In what the picture differs from the one that is kept under its name, or null. */
export function differenceOf(name: string, picture: Uint8Array): string | null {
  const file = new URL(`${name}.png`, kept);
  if (isTaking) writeFileSync(file, picture);
  if (!existsSync(file)) return `There is no picture of ${name}: \`npm run pictures\` takes it.`;
  const [before, now] = [readFileSync(file), picture].map((bytes) => PNG.sync.read(Buffer.from(bytes)));
  if (!before || !now) return null;
  const { width, height } = before;
  const hasSameSize = now.width === width && now.height === height;
  const diff = new PNG({ width, height });
  const { pixels, ...options } = tolerance;
  const worst = hasSameSize ? pixelmatch(before.data, now.data, diff.data, width, height, options) : width * height;
  if (worst <= pixels) return null;
  mkdirSync(differing, { recursive: true });
  const path = (what: string) => fileURLToPath(new URL(`${name}.${what}.png`, differing));
  writeFileSync(path("now"), picture);
  writeFileSync(path("diff"), PNG.sync.write(diff));
  return [
    `${name} does not look as in its picture: ${worst} pixels of one place differ, ${pixels} may.`,
    `Kept: ${fileURLToPath(file)}`,
    `Now:  ${path("now")}`,
    `Diff: ${path("diff")}`,
    "If it is to look so, `npm run pictures` keeps it.",
  ].join("\n");
}

/**
 * Why the kept pictures decide nothing here, or null: another version of the browser, or a machine that draws letters
 * and controls otherwise, may draw the same page far from them.
 */
export async function otherwiseDrawn({ browser, page }: OpenedPanel): Promise<string | null> {
  const version = await browser.version();
  await page.setViewport({ width: 320, height: 100, deviceScaleFactor: 1 });
  await page.setContent(sample);
  await page.evaluate(() => document.fonts.ready);
  const drawn = await page.screenshot({ captureBeyondViewport: false });
  const files = { version: new URL("browser.txt", kept), sample: new URL("sample.png", kept) };
  if (isTaking) {
    writeFileSync(files.version, `${version}\n`);
    writeFileSync(files.sample, drawn);
  }
  const before = readFileSync(files.version, "utf8").trim();
  if (majorOf(before) !== majorOf(version)) return `they were taken with ${before}, and this is ${version}`;
  const [then, now] = [readFileSync(files.sample), drawn].map((bytes) => PNG.sync.read(Buffer.from(bytes)).data);
  return then && now?.equals(then) ? null : "this machine draws letters and controls otherwise than theirs";
}

function majorOf(version: string): string {
  return version.replace(/\..*$/s, "");
}

const sample = `<!doctype html><style>${fonts}
* { margin: 0; font: 12px Roboto; } b { font-weight: 600; } code { font: 11px Mono; }
</style><p>Sphinx of black quartz, <b>judge my vow</b> <code>0123456789 {}</code></p>
<p><input type="checkbox" checked><input type="radio" checked><select><option>Time</option></select></p>
<svg width="40" height="40" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.5" /></svg>`;
