import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readHar } from "../../../src/index.ts";
import { freePort } from "../../free-port.ts";
import { findWebKitDriver } from "../../setup.mjs";
import type { SeenFetch } from "../random-servers.ts";
import { chromeNames, type Engine } from "./engine.ts";
import { serverHar } from "./server-har.ts";
import { openVirtualScreen } from "./virtual-screen.ts";
import { openWebDriverSession } from "./webdriver.ts";

/**
 * WebKitGTK's MiniBrowser. WebDriver gives neither its network log nor its console, so the recording is what the servers
 * received and sent, as in a HAR file of an unknown browser.
 */
export const webkit: Engine = {
  fetchesOfSeed: 300,
  namesOf: chromeNames,
  async open() {
    const driver = findWebKitDriver();
    const home = await mkdtemp(join(tmpdir(), "cors-panel-webkit-"));
    const screen = await openVirtualScreen();
    const port = await freePort();
    const child = spawn(driver, [`--port=${port}`], {
      stdio: "ignore",
      env: { ...process.env, HOME: home, XDG_RUNTIME_DIR: home, DISPLAY: screen.display },
    });
    const kill = () => child.kill("SIGKILL");
    process.once("exit", kill);
    const stop = async () => {
      const ended = once(child, "exit");
      kill();
      await ended;
      process.off("exit", kill);
      await screen.close();
      await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    };
    const session = await openWebDriverSession(port).catch(async (error: unknown) => {
      await stop();
      throw error;
    });
    return {
      version: `${session.browserName} ${session.browserVersion}`,
      async close() {
        await session.close().catch(() => {});
        await stop();
      },
      async run(servers) {
        await session.navigate(servers.page);
        const seen = (await session.evaluate(servers.distinctFetches(6))) as SeenFetch[];
        const har = serverHar(servers);
        return { seen, recording: readHar(har), reported: null, raw: har };
      },
    };
  },
};
