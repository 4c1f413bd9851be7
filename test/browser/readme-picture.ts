/** Takes the README's picture of the real panel: `npm run picture`. */
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { openPanel } from "../../src/node/browser/open-panel.ts";
import { startPlayground } from "../playground/server.ts";
import { findBrowser } from "../setup.mjs";

const extension = fileURLToPath(new URL("../../dist/extension", import.meta.url));
const picture = fileURLToPath(new URL("../../docs/panel.png", import.meta.url));
const shown = [
  "auth-before-cors",
  "origin-trailing-slash",
  "star-with-cookies-elsewhere",
  "headers-two-of-three",
  "proxy-and-app",
  "methods-lower-case",
  "gateway-error",
  "slash-redirect",
  "origin-undefined",
  "response-header-in-request",
  "crash-before-headers",
];

const playground = await startPlayground({ pagePort: 4470, apiPort: 4471 });
const opened = await openPanel({
  extension,
  url: playground.pageUrl,
  executablePath: findBrowser(),
  headless: true,
});
try {
  const { devtools, page, panel } = opened;
  await devtools.setViewport({ width: 1400, height: 800 });
  for (const id of shown) {
    await page.$eval(`#${id} button`, (button) => (button as HTMLButtonElement).click());
    await setTimeout(200);
  }
  await page.$eval("#auth-before-cors button", (button) => (button as HTMLButtonElement).click());
  await setTimeout(1500);
  await panel.click(`[data-fetch][data-url*="/${shown[0]}/"]`);
  await devtools.mouse.move(700, 790);
  await devtools.screenshot({ path: picture });
} finally {
  await opened.close();
  await playground.close();
}
