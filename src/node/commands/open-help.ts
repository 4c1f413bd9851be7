import { exitCodeHelp } from "../exit-code.ts";
import type { CommandHelp } from "./command.ts";

/** The help of `cors-panel open`. */
export const openHelp: CommandHelp = {
  name: "open",
  summary: "open a page in Chromium, with the CORS panel in its DevTools",
  help: `Usage: cors-panel open URL [--browser PATH]

Opens a page in Chromium with a new profile, and DevTools on the CORS panel. Ends when you close the window or press
Ctrl-C. Needs puppeteer or puppeteer-core: npm install --save-dev puppeteer

Options:
  --browser PATH  the browser's executable, by its path or its name on PATH; default: CHROME_PATH, then Puppeteer's
                  browser, then an installed Chromium or Chrome. Google Chrome needs version 137 or later
  -h, --help      print this help

Exit code:
${exitCodeHelp.open}

Examples:
  cors-panel open http://localhost:3000
  cors-panel open https://staging.example --browser /usr/bin/chromium
`,
};
