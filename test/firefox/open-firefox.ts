import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { builtExtension } from "../browser/panel-page.ts";
import { freePort } from "../free-port.ts";
import { findFirefox } from "../setup.mjs";
import { type Marionette, openMarionette } from "./marionette.ts";

/** A Firefox without a window, whose DevTools shows a panel of the built extension. */
export interface OpenedFirefox {
  /** Runs the body of an async function in the inspected page, and returns its result, which must be JSON. */
  readonly inPage: (body: string) => Promise<unknown>;
  /** Opens another page in the inspected tab. */
  readonly navigate: (url: string) => Promise<void>;
  /** Does the same as `inPage` in the panel's page. */
  readonly inPanel: (body: string) => Promise<unknown>;
  /** The script errors of the browser's console since the start, as pairs of category and text. */
  readonly consoleErrors: () => Promise<readonly (readonly [category: string, text: string])[]>;
  readonly close: () => Promise<void>;
}

interface OpenOptions {
  /** The page to open, before DevTools opens. */
  readonly url: string;
  /** The label of the panel's tab. */
  readonly panel: string;
  /** The height of DevTools below the page, in CSS pixels. */
  readonly height?: number;
}

/** Opens a page with DevTools on the panel, which records everything from then on. */
export async function openFirefox(options: OpenOptions): Promise<OpenedFirefox> {
  const profile = await mkdtemp(join(tmpdir(), "cors-panel-firefox-"));
  const port = await freePort();
  const lines = Object.entries({
    ...preferences,
    "marionette.port": port,
    "devtools.toolbox.footer.height": options.height ?? 700,
  });
  await writeFile(
    join(profile, "user.js"),
    lines.map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(""),
  );
  const flags = ["--headless", "--no-remote", "--marionette", "--remote-allow-system-access"];
  const child = spawn(findFirefox(), [...flags, "--profile", profile, "about:blank"], {
    stdio: "ignore",
    env: { ...process.env, MOZ_HEADLESS_WIDTH: "1400", MOZ_HEADLESS_HEIGHT: "1000" },
  });
  const ended = once(child, "exit");
  // A test that crashes must not leave a browser behind.
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  let marionette: Marionette | undefined;
  const close = async () => {
    await Promise.race([marionette?.send("Marionette:Quit", { flags: ["eForceQuit"] }).catch(() => {}), sleep(5000)]);
    marionette?.close();
    await Promise.race([ended, sleep(5000)]);
    kill();
    await ended;
    process.off("exit", kill);
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    marionette = await connectMarionette(port, () => child.exitCode !== null);
    return { ...(await showPanel(marionette, options)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Tries again for up to a minute, because Firefox starts to listen only after some seconds. */
async function connectMarionette(port: number, hasEnded: () => boolean): Promise<Marionette> {
  const end = Date.now() + 60_000;
  for (;;) {
    const marionette = await openMarionette(port).catch(() => undefined);
    if (marionette) return marionette;
    if (hasEnded() || Date.now() > end) throw new Error("Firefox did not start.");
    await sleep(100);
  }
}

async function showPanel(marionette: Marionette, { url, panel }: OpenOptions) {
  const run = async (context: "chrome" | "content", body: string, ...args: unknown[]): Promise<unknown> => {
    await marionette.send("Marionette:SetContext", { value: context });
    const script = `const [...args] = arguments; const done = args.pop();
      (async () => { ${body} })().then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const reply = (await marionette.send("WebDriver:ExecuteAsyncScript", { script, args, newSandbox: true })) as Reply;
    if (reply.error !== undefined) throw new Error(reply.error);
    return reply.value;
  };
  await marionette.send("WebDriver:NewSession", { capabilities: {} });
  await marionette.send("WebDriver:SetTimeouts", { script: 120_000 });
  const id = await marionette.send("Addon:Install", { path: builtExtension, temporary: true });
  await run("chrome", listenToConsole);
  const navigate = async (to: string) => {
    await marionette.send("Marionette:SetContext", { value: "content" });
    await marionette.send("WebDriver:Navigate", { url: to });
  };
  await navigate(url);
  const toolId = await run("chrome", openToolbox, id, panel);
  return {
    inPage: (body: string) => run("content", `const page = window.wrappedJSObject ?? window; ${body}`),
    navigate,
    async inPanel(body: string) {
      const reply = (await run("chrome", evaluateInPanel, toolId, body)) as Reply;
      if (reply.error !== undefined) throw new Error(reply.error);
      return reply.value;
    },
    consoleErrors: async () => (await run("chrome", "return window.corsConsoleErrors;")) as [string, string][],
  };
}

interface Reply {
  readonly value?: unknown;
  readonly error?: string;
}

/** Keep Firefox from asking, updating and checking the network, and dock DevTools below the page. */
const preferences = {
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.page": 0,
  "browser.aboutwelcome.enabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "app.update.disabledForTesting": true,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "devtools.toolbox.host": "bottom",
};

/** Collects the errors of the browser's console, in the browser's window. */
const listenToConsole = `
  window.corsConsoleErrors = [];
  window.corsListener = {
    QueryInterface: ChromeUtils.generateQI(["nsIConsoleListener"]),
    observe(message) {
      if (message instanceof Ci.nsIScriptError) window.corsConsoleErrors.push([message.category, message.errorMessage]);
    },
  };
  Services.console.registerListener(window.corsListener);`;

/** Declarations that the scripts below share. They run in the browser's window. */
const devToolsPrelude = `
  const { require } = ChromeUtils.importESModule("resource://devtools/shared/loader/Loader.sys.mjs");
  const { gDevTools } = require("devtools/client/framework/devtools");
  const toolbox = () => gDevTools.getToolboxForTab(gBrowser.selectedTab);
  const frameOf = (tool) =>
    toolbox().doc.getElementById("toolbox-panel-iframe-" + tool)?.contentWindow?.document.querySelector("browser");
  const actorOf = (tool) => frameOf(tool)?.browsingContext?.currentWindowGlobal?.getActor("MarionetteCommands");
  const waitFor = async (what, find) => {
    for (let tries = 0; tries < 600; tries++) {
      const found = await find();
      if (found) return found;
      await new Promise((again) => setTimeout(again, 50));
    }
    throw new Error(what + " did not come");
  };`;

const openToolbox = `${devToolsPrelude}
  const [extension, label] = args;
  await gDevTools.showToolboxForTab(gBrowser.selectedTab, { toolId: "inspector" });
  const { id } = await waitFor("the panel", () => [...toolbox().additionalToolDefinitions.values()].find(
    (tool) => tool.extensionId === extension && tool.label === label));
  await toolbox().selectTool(id);
  await waitFor("the panel's page", async () => {
    const script = "return document.readyState === 'complete' && document.querySelector('#app')?.childElementCount > 0";
    return (await actorOf(id)?.executeScript(script, [], { timeout: 5000 }).catch(() => false)) === true;
  });
  return id;`;

const evaluateInPanel = `${devToolsPrelude}
  const [tool, body] = args;
  const script = "const done = arguments[arguments.length - 1]; const page = window.wrappedJSObject ?? window;"
    + "(async () => {" + body + "})().then((value) => done({ value }), (error) => done({ error: String(error) }))";
  return actorOf(tool).executeScript(script, [], { timeout: 60_000, async: true });`;
