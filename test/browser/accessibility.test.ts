import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CDPSession, Frame, KeyInput } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OpenedPanel } from "../../src/node/browser/open-panel.ts";
import { type Playground, startPlayground } from "../playground/server.ts";
import { violationsIn } from "./axe.ts";
import { clickElement, openBuiltPanel, panelFrameOf, setTheme, uploadFile } from "./panel-page.ts";

const scenes = ["auth-before-cors", "origin-trailing-slash", "headers-two-of-three", "gateway-error", "slash-redirect"];
/** Scenes in which nothing is refused, with their outcomes. */
const otherScenes = [
  ["server-down", "failed"],
  ["healthy-preflight", "allowed"],
] as const;

let playground: Playground;
let opened: OpenedPanel;

beforeAll(async () => {
  playground = await startPlayground();
  opened = await openBuiltPanel(playground.pageUrl);
  await opened.devtools.setViewport({ width: 1200, height: 800 });
});

afterAll(async () => {
  await opened?.close();
  await playground?.close();
});

describe.each(["light", "dark"] as const)("axe finds no violation in the %s theme", (theme) => {
  beforeAll(async () => {
    await setTheme(opened, theme);
    await opened.page.reload();
    await (await panelFrameOf(opened)).waitForSelector("[data-empty]");
  });

  test("with nothing recorded", async () => expect(await violations()).toEqual([]));

  test.each(scenes)("in the detail of %s, with all its parts open", async (id) => {
    await runScene(id);
    const panel = await panelFrameOf(opened);
    await panel.waitForSelector(`[data-fetch][data-url*="/${id}/"]`);
    await panel.click(`[data-fetch][data-url*="/${id}/"]`);
    await panel.evaluate(openAll);
    expect(await violations()).toEqual([]);
  });

  test.each(otherScenes)("in the detail of %s, whose outcome is %s", async (id, outcome) => {
    await runScene(id);
    const panel = await panelFrameOf(opened);
    await panel.click("[data-filter=all]");
    await panel.waitForSelector(`[data-fetch][data-outcome=${outcome}]`);
    await panel.click(`[data-fetch][data-outcome=${outcome}]`);
    await panel.evaluate(openAll);
    expect(await violations()).toEqual([]);
    await panel.click("[data-filter=refused]");
  });

  test("in a list with a line where the tab navigated", async () => {
    const panel = await panelFrameOf(opened);
    await clickElement(panel, "[data-preserve]");
    await runScene("auth-before-cors");
    await opened.page.reload();
    await runScene("origin-trailing-slash");
    await panel.waitForSelector("[data-section]");
    expect(await violations()).toEqual([]);
    await clickElement(panel, "[data-preserve]");
  });

  test("in a list with a closed and an open group", async () => {
    const panel = await panelFrameOf(opened);
    await opened.page.evaluate(async (url) => {
      for (const path of ["/one", "/two"]) await fetch(`${url}${path}`).catch(() => {});
    }, "http://127.0.0.1:9/");
    await panel.click("[data-filter=failed]");
    await panel.waitForSelector("[role=option][data-group]");
    expect(await violations()).toEqual([]);
    await panel.click("[data-group]");
    await panel.waitForSelector("[data-group][data-expanded=true]");
    expect(await violations()).toEqual([]);
    await panel.click("[data-group]");
    await panel.click("[data-filter=refused]");
  });

  test("in the settings", async () => {
    const panel = await panelFrameOf(opened);
    await panel.click("[data-settings]");
    await panel.waitForSelector(".settings");
    expect(await violations()).toEqual([]);
    await panel.click("[data-settings]");
  });
});

describe("the panel", () => {
  test("lets keyboard users go from the list through the detail to the copied fix, with a visible focus", async () => {
    const { keyboard } = opened.devtools;
    const panel = await panelFrameOf(opened);
    await panel.select("[data-grouping]", "server");
    await panel.focus("[role=listbox]");
    await keyboard.press("Home");
    await keyboard.press("Enter");
    expect((await focused(panel)).isFixCopy).toBe(true);
    expect((await focused(panel)).visible).toBe(true);
    await keyboard.press("Enter");
    await panel.waitForFunction(() => document.querySelector(".fix [role=status]")?.textContent === "Copied");
    const stops: string[] = [];
    while (!stops.includes("Open in Network panel")) {
      await keyboard.press("Tab");
      const stop = await focused(panel);
      expect(stop.visible, stop.name).toBe(true);
      stops.push(stop.name);
      expect(stops.length).toBeLessThan(60);
    }
    expect(stops).toEqual(expect.arrayContaining(["Express with cors", "Got it"]));
    await keyboard.press("Escape");
    expect(await panel.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("listbox");
  });

  test("animates nothing under prefers-reduced-motion", async () => {
    await emulateMediaFeature("prefers-reduced-motion", "reduce");
    const panel = await panelFrameOf(opened);
    const moving = await panel.evaluate(
      () =>
        [...document.querySelectorAll("*")].filter((element) => {
          const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
          return parseFloat(transitionDuration) > 0 || animationName !== "none" || scrollBehavior === "smooth";
        }).length,
    );
    expect(moving).toBe(0);
  });

  test("shows the selection and the outcome in forced colors too", async () => {
    await emulateMediaFeature("forced-colors", "active");
    const panel = await panelFrameOf(opened);
    const outlined = (selector: string) =>
      panel.$eval(selector, (element) => getComputedStyle(element).outlineStyle !== "none");
    expect(await outlined("[role=option][aria-selected=true]")).toBe(true);
    expect(await outlined(".fix pre ins")).toBe(true);
    const color = (selector: string, name: string) =>
      panel.$eval(selector, (element, name) => getComputedStyle(element).getPropertyValue(name), name);
    expect(await color("[role=option] .mark", "background-color")).toBe(await color("body", "color"));
    expect(await color("[role=tab][aria-selected=true]", "border-bottom-color")).not.toBe(
      await color("[role=tab][aria-selected=false]", "border-bottom-color"),
    );
    await emulateMediaFeature("forced-colors", "none");
  });

  test("closes the settings on Escape, and keeps the focus when observing is turned off while a file is shown", async () => {
    const folder = await mkdtemp(join(tmpdir(), "cors-panel-keyboard-"));
    const { keyboard } = opened.devtools;
    const panel = await panelFrameOf(opened);
    const press = async (selector: string, key: KeyInput) => {
      await (await panel.waitForSelector(`${selector}:enabled`))?.focus();
      await keyboard.press(key);
    };
    const hasFocus = (selector: string) =>
      panel.waitForFunction((selector) => document.activeElement?.matches(selector), {}, selector);
    try {
      await press("[data-settings]", "Enter");
      await press("[data-setting=preserveLog]", "Escape");
      await hasFocus("[data-settings]");
      expect(await panel.$(".settings")).toBeNull();
      const file = join(folder, "page.har");
      await writeFile(file, JSON.stringify(await opened.background.evaluate("corsPanel.har()")));
      for (const stopButton of ["[data-observe-stop]", "[data-observe-toggle]"]) {
        await press("[data-observe-toggle]", "Enter");
        await panel.waitForSelector("[data-observe-on]");
        await uploadFile(panel, file);
        await panel.waitForSelector("[data-file]");
        await press(stopButton, "Enter");
        await hasFocus("[data-file-close]");
        await keyboard.press("Enter");
        await hasFocus("[data-open]");
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

async function violations(): Promise<string[]> {
  return violationsIn(await panelFrameOf(opened));
}

async function runScene(id: string): Promise<void> {
  await opened.page.$eval(`#${id} button`, (button) => (button as HTMLButtonElement).click());
}

function openAll(): void {
  for (const details of document.querySelectorAll("details")) details.open = true;
}

/** Which element has the focus, and whether it has a visible outline. */
async function focused(panel: Frame) {
  return panel.evaluate(() => {
    const element = document.activeElement ?? document.body;
    const shown = element.matches(".choice input") ? (element.nextElementSibling ?? element) : element;
    const { outlineStyle, outlineWidth } = getComputedStyle(shown);
    return {
      name: element.getAttribute("aria-label") ?? element.textContent?.trim() ?? "",
      isFixCopy: element.matches(".fix [data-copy]"),
      visible: outlineStyle !== "none" && parseFloat(outlineWidth) >= 1,
    };
  });
}

async function emulateMediaFeature(name: string, value: string): Promise<void> {
  const panel = await panelFrameOf(opened);
  // The panel has a process of its own, which `Page.emulateMediaFeatures` of DevTools does not reach.
  const { client } = panel as unknown as { readonly client: CDPSession };
  await client.send("Emulation.setEmulatedMedia", { features: [{ name, value }] });
  expect(await panel.evaluate((query) => matchMedia(query).matches, `(${name}: ${value})`)).toBe(true);
}
