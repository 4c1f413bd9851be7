import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../free-port.ts";
import { findWebKitDriver } from "../setup.mjs";
import { openVirtualScreen } from "./virtual-screen.ts";
import { openWebDriverSession, type WebDriverSession } from "./webdriver.ts";

/** Starts WebKitGTK's MiniBrowser with its driver on a screen of its own. Closing the session ends all of them. */
export async function openWebKit(): Promise<WebDriverSession> {
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
    ...session,
    async close() {
      await session.close().catch(() => {});
      await stop();
    },
  };
}
