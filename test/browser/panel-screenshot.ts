// Brings the panel into a given state and takes a screenshot of it that depends on nothing but how the browser draws.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { PNG } from "pngjs";
import type { BoundingBox, Frame } from "puppeteer";
import type { OpenedPanel } from "../../src/node/browser/open-panel.ts";
import { chromiumCaptures } from "../scenarios/captures.ts";
import { panelFrameOf, reloadPanel, waitUntil } from "./panel-page.ts";

/** A HAR log as DevTools gives it to an extension. */
export interface Log {
  readonly entries: readonly object[];
}

/** A state of the panel: its size, what is recorded, and what the user did. */
export interface PanelState {
  readonly width: number;
  readonly height: number;
  readonly log: Log;
  readonly act?: ((panel: Frame) => Promise<void>) | undefined;
}

/**
 * One log made of captures, by their names. Each capture's URLs get the given path in place of the capture's name, so
 * that addresses and times never change.
 */
export function logOfCaptures(paths: Readonly<Record<string, string>>): Log {
  const captures = chromiumCaptures().filter(({ name }) => name in paths);
  const logs = captures.map(({ name, log }): Log => {
    const text = JSON.stringify(log).replaceAll(`/${name}/a`, paths[name] ?? "");
    return JSON.parse(text.replaceAll(`/${name}/`, "/"));
  });
  return { ...logs[0], entries: logs.flatMap(({ entries }) => entries) };
}

/** Brings the panel into a state, with the test's own fonts and without animations, and returns its page. */
export async function showState(opened: OpenedPanel, { width, height, log, act }: PanelState): Promise<Frame> {
  await replaceRecording(opened, log);
  await setPanelSize(opened, width, height);
  const panel = await reloadPanel(opened);
  await panel.addStyleTag({ content: `${fontFaces}${stableStyles}` });
  await panel.evaluate(() => Promise.all(["12px Roboto", "12px Mono"].map((font) => document.fonts.load(font))));
  await act?.(panel);
  await panel.waitForFunction(() => document.querySelector("[aria-busy=true]") === null, { polling: 50 });
  return panel;
}

/** Replaces the recording by a log, and resets everything else to the state of a first use. */
async function replaceRecording({ background }: OpenedPanel, recorded: Log): Promise<void> {
  await background.evaluate((log) => {
    const { corsSession: session } = globalThis as unknown as Window;
    if (!session) return;
    session.selected = null;
    session.query = "";
    session.file = null;
    session.refusals.clear();
    session.settings.set("understood", []);
    session.settings.set("filter", "refused");
    session.settings.set("grouping", "cause");
    session.settings.set("sort", "time");
    Object.assign(session.recorder, { log: () => log });
  }, recorded);
}

/** Makes the panel this large, in CSS pixels. DevTools' own tabs take further room above it. */
export async function setPanelSize({ devtools }: OpenedPanel, width: number, height: number): Promise<void> {
  const { y } = await boundingBoxOf(await panelFrameOf({ devtools }));
  await devtools.setViewport({ width, height: y + height, deviceScaleFactor: 1 });
  await waitUntil(async () => {
    const panel = await panelFrameOf({ devtools });
    return panel.evaluate((w, h) => innerWidth === w && innerHeight === h, width, height).catch(() => false);
  });
}

async function boundingBoxOf(panel: Frame): Promise<BoundingBox> {
  const box = await (await panel.frameElement())?.boundingBox();
  if (!box) throw new Error("The panel is not shown.");
  return box;
}

/** Takes a PNG of the panel that shows everything done so far, once two in a row are equal: a busy machine draws late. */
export async function screenshotOf({ devtools }: OpenedPanel): Promise<Uint8Array> {
  const panel = await panelFrameOf({ devtools });
  const clip = await boundingBoxOf(panel);
  // To capture beyond the viewport, the browser lays the window out again for each screenshot, and some come out blank.
  const take = () => devtools.screenshot({ clip, captureBeyondViewport: false });
  // A screenshot may be older than the page. Those that follow one with the marker are newer than the marker.
  const marker = await panel.addStyleTag({ content: markerStyle });
  await waitUntil(async () => hasMarker(await take()));
  await marker.evaluate((element) => (element as Element).remove());
  let last: Uint8Array = new Uint8Array();
  await waitUntil(async () => {
    const previous = last;
    last = await take();
    return Buffer.compare(previous, last) === 0 && !hasMarker(last);
  });
  return last;
}

const markerStyle = `body::after { position: fixed; right: 0; bottom: 0; width: 4px; height: 4px; background: #f0f; content: ""; }`;

function hasMarker(png: Uint8Array): boolean {
  const { data } = PNG.sync.read(Buffer.from(png));
  return data.subarray(-4).equals(Buffer.of(255, 0, 255, 255));
}

const require = createRequire(import.meta.url);

function fontFace(family: string, file: string): string {
  const data = readFileSync(file).toString("base64");
  return `@font-face { font-family: ${family}; font-weight: 100 900; src: url(data:font/woff2;base64,${data}); }\n`;
}

/** CSS with the fonts of the pictures. The test brings them along because each machine has its own. */
export const fontFaces =
  fontFace("Roboto", require.resolve("@fontsource-variable/roboto/files/roboto-latin-wght-normal.woff2")) +
  fontFace("Mono", require.resolve("@fontsource-variable/roboto-mono/files/roboto-mono-latin-wght-normal.woff2"));

const stableStyles = `
:root { --mono: Mono; }
body { font-family: Roboto; }
* { animation: none !important; caret-color: transparent !important; transition: none !important; }
`;
