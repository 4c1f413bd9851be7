import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CDPSession, ElementHandle, Frame, KeyInput } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OpenedPanel, openPanel } from "../../src/node/browser/open-panel.ts";
import { type Playground, startPlayground } from "../playground/server.ts";
import { findBrowser } from "../setup.mjs";
import { violationsIn } from "./axe.ts";
import { setTheme } from "./staged.ts";

const scenes = ["auth-before-cors", "origin-trailing-slash", "headers-two-of-three", "gateway-error", "slash-redirect"];
const others = [
  ["server-down", "failed"],
  ["healthy-preflight", "allowed"],
] as const;

let playground: Playground;
let opened: OpenedPanel;

beforeAll(async () => {
  playground = await startPlayground();
  opened = await openPanel({
    extension: new URL("../../dist/extension", import.meta.url).pathname,
    url: playground.pageUrl,
    executablePath: findBrowser(),
    headless: true,
  });
  await opened.devtools.setViewport({ width: 1200, height: 800 });
});

afterAll(async () => {
  await opened?.close();
  await playground?.close();
});

describe.each(["light", "dark"] as const)("axe finds nothing in the %s theme", (theme) => {
  beforeAll(async () => {
    await setTheme(opened, theme);
    await opened.page.reload();
    await (await panelFrame()).waitForSelector("[data-empty]");
  });

  test("with nothing recorded", async () => expect(await violations()).toEqual([]));

  test.each(scenes)("in the detail of %s, all of it open", async (id) => {
    await act(id);
    const panel = await panelFrame();
    await panel.waitForSelector(`[data-fetch][data-url*="/${id}/"]`);
    await panel.click(`[data-fetch][data-url*="/${id}/"]`);
    await panel.evaluate(openAll);
    expect(await violations()).toEqual([]);
  });

  test.each(others)("in the detail of %s, which %s", async (id, outcome) => {
    await act(id);
    const panel = await panelFrame();
    await panel.click("[data-filter=all]");
    await panel.waitForSelector(`[data-fetch][data-outcome=${outcome}]`);
    await panel.click(`[data-fetch][data-outcome=${outcome}]`);
    await panel.evaluate(openAll);
    expect(await violations()).toEqual([]);
    await panel.click("[data-filter=refused]");
  });

  test("in a list with a line where the tab navigated", async () => {
    const panel = await panelFrame();
    const preserve = () => panel.$eval("[data-preserve]", (input) => (input as HTMLInputElement).click());
    await preserve();
    await act("auth-before-cors");
    await opened.page.reload();
    await act("origin-trailing-slash");
    await panel.waitForSelector("[data-section]");
    expect(await violations()).toEqual([]);
    await preserve();
  });

  test("in the settings", async () => {
    const panel = await panelFrame();
    await panel.click("[data-settings]");
    await panel.waitForSelector(".settings");
    expect(await violations()).toEqual([]);
    await panel.click("[data-settings]");
  });
});

describe("by keyboard alone", () => {
  test("one goes from the list through the detail to the copied fix, and sees where one is", async () => {
    const { keyboard } = opened.devtools;
    const panel = await panelFrame();
    await panel.focus("[role=listbox]");
    await keyboard.press("Home");
    await keyboard.press("Enter");
    const stops: string[] = [];
    for (let stop = await focused(panel); !stop.isFixCopy; stop = await focused(panel)) {
      expect(stop.visible, stop.name).toBe(true);
      stops.push(stop.name);
      expect(stops.length).toBeLessThan(60);
      await keyboard.press("Tab");
    }
    expect(stops).toEqual(
      expect.arrayContaining(["Open in Network panel", "Copy as curl", "Got it", "Express with cors"]),
    );
    expect((await focused(panel)).visible).toBe(true);
    await keyboard.press("Enter");
    await panel.waitForFunction(() => document.querySelector(".fix [role=status]")?.textContent === "Copied");
    await keyboard.press("Escape");
    expect(await panel.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("listbox");
  });

  test("nothing moves for people who want that", async () => {
    await emulate("prefers-reduced-motion", "reduce");
    const panel = await panelFrame();
    const moving = await panel.evaluate(
      () =>
        [...document.querySelectorAll("*")].filter((element) => {
          const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
          return parseFloat(transitionDuration) > 0 || animationName !== "none" || scrollBehavior === "smooth";
        }).length,
    );
    expect(moving).toBe(0);
  });

  test("what is chosen and what failed is told without colors of our own", async () => {
    await emulate("forced-colors", "active");
    const panel = await panelFrame();
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
    await emulate("forced-colors", "none");
  });

  test("one leaves the settings by Escape, and keeps the focus where watching is turned off while a file is shown", async () => {
    const folder = await mkdtemp(join(tmpdir(), "cors-panel-keyboard-"));
    const { keyboard } = opened.devtools;
    const panel = await panelFrame();
    const press = async (selector: string, key: KeyInput) => {
      await (await panel.waitForSelector(`${selector}:enabled`))?.focus();
      await keyboard.press(key);
    };
    const hasFocus = (selector: string) =>
      panel.waitForFunction((heir) => document.activeElement?.matches(heir), { timeout: 5000 }, selector);
    try {
      await press("[data-settings]", "Enter");
      await press("[data-setting=showAll]", "Escape");
      await hasFocus("[data-settings]");
      expect(await panel.$(".settings")).toBeNull();
      const file = join(folder, "page.har");
      await writeFile(file, JSON.stringify(await opened.background.evaluate("corsPanel.har()")));
      for (const stop of ["[data-observe-stop]", "[data-observe-toggle]"]) {
        await press("[data-observe-toggle]", "Enter");
        await panel.waitForSelector("[data-observe-on]");
        await ((await panel.$("[data-file-input]")) as ElementHandle<HTMLInputElement>).uploadFile(file);
        await panel.waitForSelector("[data-file]");
        await press(stop, "Enter");
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
  return violationsIn(await panelFrame());
}

async function act(id: string): Promise<void> {
  await opened.page.$eval(`#${id} button`, (button) => (button as HTMLButtonElement).click());
}

function openAll(): void {
  for (const details of document.querySelectorAll("details")) details.open = true;
}

/** What has the focus, and whether it shows. */
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

/** The panel's page as it is now. */
async function panelFrame(): Promise<Frame> {
  return opened.devtools.waitForFrame((frame) => frame.url().endsWith("/panel.html") && !frame.detached);
}

async function emulate(name: string, value: string): Promise<void> {
  const panel = await panelFrame();
  // The panel is a process of its own, and the page's emulation does not reach it.
  const { client } = panel as unknown as { readonly client: CDPSession };
  await client.send("Emulation.setEmulatedMedia", { features: [{ name, value }] });
  expect(await panel.evaluate((query) => matchMedia(query).matches, `(${name}: ${value})`)).toBe(true);
}
