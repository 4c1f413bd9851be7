/** Takes the README's picture of the real panel. Run by `npm run picture`. */
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startPlayground } from "../playground/server.ts";
import { listByServer, openBuiltPanel } from "./panel-page.ts";

const pictureFile = fileURLToPath(new URL("../../docs/panel.png", import.meta.url));
const scenes = [
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
const opened = await openBuiltPanel(playground.pageUrl);
try {
  const { devtools, page, panel } = opened;
  await devtools.setViewport({ width: 1400, height: 800 });
  for (const id of scenes) {
    await page.$eval(`#${id} button`, (button) => (button as HTMLButtonElement).click());
    await setTimeout(200);
  }
  await page.$eval("#auth-before-cors button", (button) => (button as HTMLButtonElement).click());
  await setTimeout(1500);
  await listByServer(panel);
  await panel.click(`[data-fetch][data-url*="/${scenes[0]}/"]`);
  await devtools.mouse.move(700, 790);
  await devtools.screenshot({ path: pictureFile });
} finally {
  await opened.close();
  await playground.close();
}
