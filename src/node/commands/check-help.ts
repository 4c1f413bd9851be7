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
       cors-panel check --flow FILE [OPTIONS]

Opens each page in Chromium, without cookies, and waits until the page sends no more requests. Checks every cross-origin
request of the page, its frames, popups and workers. Needs puppeteer or puppeteer-core: npm install --save-dev puppeteer

What to do on a page (can be repeated; belongs to the URL before it; before the first URL, to all URLs):
  --click SELECTOR     click this element after the page has loaded
  --script FILE        run this JavaScript in the page (await works). Clicks and scripts run in the given order, each
                       when the page waits for no more responses. If a step opens another page, the next step runs there
  --flow FILE          run a module of Node.js that drives the page with Puppeteer, after the clicks and scripts:
                       export default async ({ page, step }) => { await step("sign in", () => page.click("#in")) };
                       Each flow has a browser context of its own. Without a URL, it opens its pages itself

What the pages start with:
  --cookie NAME=VALUE[; domain=HOST; path=PATH; secure; httponly; samesite=none]
                       start with this cookie; default for domain: the page's host. Can be repeated
  --storage-state FILE start with the cookies and local storage that Playwright's storageState() saved
  --header 'NAME: VALUE'
                       add this header to the page's requests to its own origin. Requests to other origins never get it,
                       because it would change their CORS check. Neither do frames of other sites, popups and workers.
                       Can be repeated

When a page ends:
  --wait-for SELECTOR|URL
                       wait for this visible element, or until a request of this URL has ended; can be repeated
  --idle MS            end when no request was under way for this many milliseconds; default 500
  --timeout SECONDS    limit for one page; default ${defaultTimeout}. For a page that polls, the report has the requests until then
  --concurrency COUNT  pages at the same time; default: 4, or the number of processors if there are fewer

The browser:
  --browser PATH       the browser's executable, by its path or its name on PATH; default: CHROME_PATH, then
                       Puppeteer's browser, then an installed Chromium or Chrome
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
  cors-panel check http://localhost:3000 --flow flows/buy.mjs --storage-state auth.json
  cors-panel check https://app.example --script sign-in.js --timeout 60 --connect wss://grid.example/?token=…
`,
};
