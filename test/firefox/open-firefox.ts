import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Marionette, openMarionette } from "./marionette.ts";

/** A Firefox without a window, whose DevTools shows the panel of an extension. */
export interface OpenedFirefox {
  /** Runs an async function's body in the inspected page; its result must be JSON. */
  readonly inPage: (body: string) => Promise<unknown>;
  /** The same in the panel's page. */
  readonly inPanel: (body: string) => Promise<unknown>;
  /** What the browser's console was told of requests since the start, as pairs of category and text. */
  readonly complaints: () => Promise<readonly (readonly [category: string, text: string])[]>;
  /** The panel alone, as a PNG. */
  readonly picture: () => Promise<Buffer>;
  readonly close: () => Promise<void>;
}

interface OpenOptions {
  readonly executablePath: string;
  /** The folder of the built extension. */
  readonly extension: string;
  /** The page to open, before DevTools opens. */
  readonly url: string;
  readonly panel: string;
}

/** Opens a page with DevTools on an extension's panel; from then on everything is recorded. */
export async function openFirefox({ executablePath, extension, url, panel }: OpenOptions): Promise<OpenedFirefox> {
  const profile = await mkdtemp(join(tmpdir(), "cors-panel-firefox-"));
  const port = await freePort();
  const lines = Object.entries({ ...preferences, "marionette.port": port });
  await writeFile(
    join(profile, "user.js"),
    lines.map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(""),
  );
  const flags = ["--headless", "--no-remote", "--marionette", "--remote-allow-system-access"];
  const child = spawn(executablePath, [...flags, "--profile", profile, "about:blank"], {
    stdio: "ignore",
    env: { ...process.env, MOZ_HEADLESS_WIDTH: "1400", MOZ_HEADLESS_HEIGHT: "1000" },
  });
  const ended = once(child, "exit");
  // Whatever happens to the test, no browser stays.
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  let line: Marionette | undefined;
  const close = async () => {
    await Promise.race([line?.send("Marionette:Quit", { flags: ["eForceQuit"] }).catch(() => {}), sleep(5000)]);
    line?.close();
    await Promise.race([ended, sleep(5000)]);
    kill();
    await ended;
    process.off("exit", kill);
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    line = await reach(port, () => child.exitCode !== null);
    return { ...(await showPanel(line, { extension, url, panel })), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Firefox takes seconds to listen. */
async function reach(port: number, hasEnded: () => boolean): Promise<Marionette> {
  const end = Date.now() + 60_000;
  for (;;) {
    const line = await openMarionette(port).catch(() => undefined);
    if (line) return line;
    if (hasEnded() || Date.now() > end) throw new Error("Firefox did not start.");
    await sleep(100);
  }
}

async function showPanel(line: Marionette, { extension, url, panel }: Omit<OpenOptions, "executablePath">) {
  const run = async (context: "chrome" | "content", body: string, ...args: unknown[]): Promise<unknown> => {
    await line.send("Marionette:SetContext", { value: context });
    const script = `const [...args] = arguments; const done = args.pop();
      (async () => { ${body} })().then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const reply = (await line.send("WebDriver:ExecuteAsyncScript", { script, args, newSandbox: true })) as Reply;
    if (reply.error !== undefined) throw new Error(reply.error);
    return reply.value;
  };
  await line.send("WebDriver:NewSession", { capabilities: {} });
  await line.send("WebDriver:SetTimeouts", { script: 120_000 });
  const id = await line.send("Addon:Install", { path: extension, temporary: true });
  await run("chrome", listenToConsole);
  await line.send("Marionette:SetContext", { value: "content" });
  await line.send("WebDriver:Navigate", { url });
  const tool = await run("chrome", openToolbox, id, panel);
  return {
    inPage: (body: string) => run("content", `const page = window.wrappedJSObject ?? window; ${body}`),
    async inPanel(body: string) {
      const reply = (await run("chrome", askPanel, tool, body)) as Reply;
      if (reply.error !== undefined) throw new Error(reply.error);
      return reply.value;
    },
    complaints: async () => (await run("chrome", "return window.corsComplaints;")) as [string, string][],
    picture: async () => Buffer.from(String(await run("chrome", drawPanel, tool)), "base64"),
  };
}

interface Reply {
  readonly value?: unknown;
  readonly error?: string;
}

const preferences = {
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.page": 0,
  "browser.aboutwelcome.enabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "app.update.disabledForTesting": true,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "devtools.toolbox.host": "bottom",
  "devtools.toolbox.footer.height": 700,
};

const listenToConsole = `
  window.corsComplaints = [];
  window.corsListener = {
    QueryInterface: ChromeUtils.generateQI(["nsIConsoleListener"]),
    observe(message) {
      if (message instanceof Ci.nsIScriptError) window.corsComplaints.push([message.category, message.errorMessage]);
    },
  };
  Services.console.registerListener(window.corsListener);`;

/** What the scripts in the browser's window begin with. */
const devTools = `
  const { require } = ChromeUtils.importESModule("resource://devtools/shared/loader/Loader.sys.mjs");
  const { gDevTools } = require("devtools/client/framework/devtools");
  const toolbox = () => gDevTools.getToolboxForTab(gBrowser.selectedTab);
  const frameOf = (tool) =>
    toolbox().doc.getElementById("toolbox-panel-iframe-" + tool)?.contentWindow?.document.querySelector("browser");
  const actorOf = (tool) => frameOf(tool)?.browsingContext?.currentWindowGlobal?.getActor("MarionetteCommands");
  const until = async (what, look) => {
    for (let tries = 0; tries < 600; tries++) {
      const found = await look();
      if (found) return found;
      await new Promise((again) => setTimeout(again, 50));
    }
    throw new Error(what + " did not come");
  };`;

const openToolbox = `${devTools}
  const [extension, label] = args;
  await gDevTools.showToolboxForTab(gBrowser.selectedTab, { toolId: "inspector" });
  const { id } = await until("the panel", () => [...toolbox().additionalToolDefinitions.values()].find(
    (tool) => tool.extensionId === extension && tool.label === label));
  await toolbox().selectTool(id);
  await until("the panel's page", async () => {
    const script = "return document.readyState === 'complete' && document.querySelector('#app')?.childElementCount > 0";
    return (await actorOf(id)?.executeScript(script, [], { timeout: 5000 }).catch(() => false)) === true;
  });
  return id;`;

const askPanel = `${devTools}
  const [tool, body] = args;
  const script = "const done = arguments[arguments.length - 1]; const page = window.wrappedJSObject ?? window;"
    + "(async () => {" + body + "})().then((value) => done({ value }), (error) => done({ error: String(error) }))";
  return actorOf(tool).executeScript(script, [], { timeout: 60_000, async: true });`;

const drawPanel = `${devTools}
  const [tool] = args;
  const frame = frameOf(tool);
  const { width, height } = frame.getBoundingClientRect();
  const all = new DOMRect(0, 0, width, height);
  const bitmap = await frame.browsingContext.currentWindowGlobal.drawSnapshot(all, 1, "white");
  const canvas = document.createElementNS("http://www.w3.org/1999/xhtml", "canvas");
  Object.assign(canvas, { width: bitmap.width, height: bitmap.height });
  canvas.getContext("2d").drawImage(bitmap, 0, 0);
  return canvas.toDataURL("image/png").split(",")[1];`;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
