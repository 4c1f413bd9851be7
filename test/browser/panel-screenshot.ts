import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { setTimeout } from "node:timers/promises";
import { PNG } from "pngjs";
import type { BoundingBox, Frame } from "puppeteer";
import type { OpenedPanel } from "../../src/node/browser/open-panel.ts";
import { chromiumCaptures } from "../scenarios/captures.ts";
import { panelOf } from "./refusing-api.ts";

/** A HAR log as DevTools gave it. */
export interface Log {
  readonly entries: readonly object[];
}

/** What people see of the panel: how large it is, what is recorded, and what they did. */
export interface Stage {
  readonly width: number;
  readonly height: number;
  readonly log: Log;
  readonly act?: ((panel: Frame) => Promise<void>) | undefined;
}

/** Captures as one log, each with its path in the place of the capture's name: always the same addresses and times. */
export function logOf(paths: Readonly<Record<string, string>>): Log {
  const captures = chromiumCaptures().filter(({ name }) => name in paths);
  const logs = captures.map(({ name, log }): Log => {
    const text = JSON.stringify(log).replaceAll(`/${name}/a`, paths[name] ?? "");
    return JSON.parse(text.replaceAll(`/${name}/`, "/"));
  });
  return { ...logs[0], entries: logs.flatMap(({ entries }) => entries) };
}

/** The panel on its stage, where nothing differs from run to run or between machines but how it is drawn. */
export async function stage(opened: OpenedPanel, { width, height, log, act }: Stage): Promise<Frame> {
  await record(opened, log);
  await giveRoom(opened, width, height);
  const panel = await panelAnew(opened);
  await panel.addStyleTag({ content: `${fonts}${styles}` });
  await panel.evaluate(() => Promise.all(["12px Roboto", "12px Mono"].map((font) => document.fonts.load(font))));
  await act?.(panel);
  await panel.waitForFunction(() => document.querySelector("[aria-busy=true]") === null, { polling: 50 });
  return panel;
}

/** Puts the log in the place of the recording, with everything else as in a browser that is used for the first time. */
async function record({ background }: OpenedPanel, recorded: Log): Promise<void> {
  await background.evaluate((log) => {
    const { corsSession: session } = globalThis as unknown as Window;
    if (!session) return;
    session.selected = null;
    session.query = "";
    session.file = null;
    session.refusals.clear();
    session.settings.set("understood", []);
    session.settings.set("filter", "refused");
    Object.assign(session.recorder, { log: () => log });
  }, recorded);
}

/** Gives DevTools a theme, and with it the panel. */
export async function setTheme({ devtools }: Pick<OpenedPanel, "devtools">, theme: "light" | "dark"): Promise<void> {
  const name = theme === "light" ? "default" : theme;
  await devtools.evaluate(`(async () => {
    const { Settings } = await import("./core/common/common.js");
    Settings.Settings.instance().moduleSetting("ui-theme").set(${JSON.stringify(name)});
  })()`);
}

/** The panel's page, loaded anew and drawn for the first time. */
export async function panelAnew(opened: OpenedPanel): Promise<Frame> {
  await (await panelOf(opened)).evaluate("globalThis.isFormer = true; setTimeout(() => location.reload())");
  let panel = await panelOf(opened);
  await until(async () => {
    panel = await panelOf(opened);
    const isDrawn =
      "!globalThis.isFormer && document.querySelector('#app > :is(main, .split):not([aria-busy])') !== null";
    // The former page may be gone meanwhile.
    return panel.evaluate(isDrawn).then(Boolean, () => false);
  });
  return panel;
}

/** Gives the panel that size; above it are DevTools' own tabs. */
export async function giveRoom({ devtools }: OpenedPanel, width: number, height: number): Promise<void> {
  const { y } = await placeOf(await panelOf({ devtools }));
  await devtools.setViewport({ width, height: y + height, deviceScaleFactor: 1 });
  await until(async () => {
    const panel = await panelOf({ devtools });
    return panel.evaluate((w, h) => innerWidth === w && innerHeight === h, width, height).catch(() => false);
  });
}

async function placeOf(panel: Frame): Promise<BoundingBox> {
  const place = await (await panel.frameElement())?.boundingBox();
  if (!place) throw new Error("The panel is not shown.");
  return place;
}

/** Gives the picture in which everything is that was done, once it is the same twice: a busy machine draws late. */
export async function pictureOf({ devtools }: OpenedPanel): Promise<Uint8Array> {
  const panel = await panelOf({ devtools });
  const clip = await placeOf(panel);
  // To look beyond the window, the browser would lay it out anew for each picture, and the panel would be blank in some.
  const take = () => devtools.screenshot({ clip, captureBeyondViewport: false });
  // A picture may be older than the page; none is that comes after one with the signal.
  const signal = await panel.addStyleTag({ content: signalStyle });
  await until(async () => hasSignal(await take()));
  await signal.evaluate((element) => (element as Element).remove());
  let last: Uint8Array = new Uint8Array();
  await until(async () => {
    const former = last;
    last = await take();
    return Buffer.compare(former, last) === 0 && !hasSignal(last);
  });
  return last;
}

const signalStyle = `body::after { position: fixed; right: 0; bottom: 0; width: 4px; height: 4px; background: #f0f; content: ""; }`;

function hasSignal(picture: Uint8Array): boolean {
  const { data } = PNG.sync.read(Buffer.from(picture));
  return data.subarray(-4).equals(Buffer.of(255, 0, 255, 255));
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let count = 0; count < 300; count++) {
    if (await isSo()) return;
    await setTimeout(100);
  }
  throw new Error("The panel does not come to rest.");
}

const require = createRequire(import.meta.url);

function fontFace(family: string, file: string): string {
  const data = readFileSync(file).toString("base64");
  return `@font-face { font-family: ${family}; font-weight: 100 900; src: url(data:font/woff2;base64,${data}); }\n`;
}

/** The fonts come with the test, since each machine has its own. */
export const fonts =
  fontFace("Roboto", require.resolve("@fontsource-variable/roboto/files/roboto-latin-wght-normal.woff2")) +
  fontFace("Mono", require.resolve("@fontsource-variable/roboto-mono/files/roboto-mono-latin-wght-normal.woff2"));

const styles = `
:root { --mono: Mono; }
body { font-family: Roboto; }
* { animation: none !important; caret-color: transparent !important; transition: none !important; }
`;
