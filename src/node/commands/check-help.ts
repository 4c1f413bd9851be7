import { exitCodeHelp } from "../exit-code.ts";
import { outputHelp } from "../output/output-help.ts";
import type { CommandHelp } from "./command.ts";

/** In seconds, for one page. */
export const defaultTimeout = 30;

/** The help of `cors-panel check`. */
export const checkHelp: CommandHelp = {
  name: "check",
  summary: "open pages in Chromium and say which cross-origin requests the browser refuses",
  help: `Usage: cors-panel check URL… [OPTIONS]

Opens each page in Chromium, without cookies, and waits until the page sends no more requests. Checks every cross-origin
request of the page, its frames, popups and workers. Needs Puppeteer: npm install --save-dev puppeteer

The pages:
  --click SELECTOR     click this element after the page has loaded; can be repeated
  --script FILE        run this JavaScript in the page (await works); can be repeated. Clicks and scripts run in the
                       given order, each when the page waits for no more responses
  --timeout SECONDS    limit for one page; default ${defaultTimeout}. For a page that polls, the report has the requests until then
  --concurrency COUNT  pages at the same time; default: 4, or the number of processors if there are fewer

The browser:
  --browser PATH       the browser's executable; default: CHROME_PATH, then Puppeteer's browser
  --connect ADDRESS    use a running browser: its WebSocket (ws://…) or its debugging port (http://…). The browser stays
                       open; only the pages that this command opened are closed

Options:
${outputHelp}
  -h, --help          print this help

Exit code:
${exitCodeHelp.check}

Examples:
  cors-panel check http://localhost:3000
  cors-panel check https://staging.example https://staging.example/cart --report html=cors.html
  cors-panel check http://localhost:3000 --click 'button#save' --stack express-cors
  cors-panel check https://app.example --script sign-in.js --timeout 60 --connect wss://grid.example/?token=…
`,
};
