import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { visible } from "../../text/visible.ts";
import { type RunningBrowser, startBrowser } from "../browser/browser.ts";
import { namedBrowser } from "../browser/executable.ts";
import { type FlowStep, type Visit, visit } from "../browser/visit.ts";
import { fileError } from "../har-file/har-file.ts";
import { readTimeout } from "../http/options.ts";
import { outputHelp, outputOptions, readOutput, writeOutput } from "../output/output.ts";
import type { Command, ExitCode, Io } from "./command.ts";
import { onInterrupt } from "./interrupt.ts";

/** Seconds. */
const defaultTimeout = 30;

/** `cors-panel check`: opens pages in Chromium and judges every cross-origin fetch that they make. */
export const checkCommand: Command = {
  name: "check",
  summary: "open pages in Chromium and say which of their cross-origin fetches are refused",
  help: `Usage: cors-panel check URL… [OPTIONS]

Opens each page in Chromium (through Puppeteer, to be installed beside), in a context of its own without cookies, waits
until its network rests, and judges every cross-origin fetch of the page, its frames, popups and workers.

The pages:
  --click SELECTOR     click this element once the page is open; may be repeated
  --script FILE        run this JavaScript in the page (await works); may be repeated. Steps are followed in the order
                       given, each after the network has come to rest
  --timeout SECONDS    for everything on one page; default ${defaultTimeout}. A page that polls is judged by what it did until then
  --concurrency COUNT  pages at the same time; default: 4, or the number of processors if that is less

The browser:
  --browser PATH       its executable; else CHROME_PATH, else Puppeteer's choice
  --connect ADDRESS    use a browser that runs elsewhere, by its WebSocket (ws://…) or its debugging port (http://…); it
                       is not closed, only the pages opened here are

Options:
${outputHelp}
  -h, --help          print this help

Exit code:
  0  nothing was refused
  1  at least one fetch was refused by CORS
  2  bad usage, or a page that could not be opened, is an error page without a cross-origin fetch, crashed, or did not
     let a step be followed

Examples:
  cors-panel check http://localhost:3000
  cors-panel check https://staging.example https://staging.example/cart --report html=cors.html
  cors-panel check http://localhost:3000 --click 'button#save' --stack express-cors
  cors-panel check https://app.example --script sign-in.js --timeout 60 --connect wss://grid.example/?token=…
`,
  async run(args, io) {
    const { values, positionals, tokens } = parseArgs({
      args,
      allowPositionals: true,
      tokens: true,
      options: { ...checkOptions, ...outputOptions },
    });
    const misused = (message: string): ExitCode => {
      io.warn(message);
      return 2;
    };
    const output = readOutput(values, io);
    if (typeof output === "string") return misused(output);
    if (positionals.length === 0) return misused("no URL given: name the page to open");
    const wrong = positionals.find((url) => !isOpenable(url));
    if (wrong !== undefined)
      return misused(
        `"${visible(wrong)}" is no address of a page: give it with its scheme, as in http://localhost:3000`,
      );
    const timeout = readTimeout(values.timeout, defaultTimeout);
    if (typeof timeout === "string") return misused(timeout);
    const concurrency = Number(values.concurrency ?? Math.min(4, availableParallelism()));
    if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 64)
      return misused(`--concurrency is a number from 1 to 64, not "${visible(values.concurrency ?? "")}"`);
    const steps: FlowStep[] = [];
    for (const token of tokens) {
      if (token.kind !== "option" || token.value === undefined) continue;
      if (token.name === "click") steps.push({ kind: "click", selector: token.value });
      if (token.name !== "script") continue;
      const step = await readScript(token.value);
      if (typeof step === "string") return misused(step);
      steps.push(step);
    }
    const named = values.connect === undefined ? namedBrowser(values.browser, io.env) : { executablePath: undefined };
    if (typeof named === "string") return misused(named);
    const { signal, release } = onInterrupt();
    const running = await startBrowser({ connect: values.connect, ...named, timeout });
    if (typeof running === "string") {
      release();
      return misused(running);
    }
    const visits = await visitAll(running, positionals, { steps, timeout, signal, concurrency }, io);
    release();
    for (const { judged, problem, remark } of visits) {
      const told = problem ?? remark;
      if (told !== null) io.warn(`${visible(judged.source)}: ${told}`);
      for (const problem of judged.recording.problems) io.warn(`${visible(judged.source)}: ${visible(problem)}`);
    }
    const judged = visits.flatMap(({ judged, problem }) =>
      problem === null || judged.diagnoses.length > 0 ? [judged] : [],
    );
    const complete = visits.every(({ problem }) => problem === null);
    const code = judged.length > 0 ? await writeOutput(judged, positionals.length > 1, output, io, complete) : 2;
    return complete ? code : 2;
  },
};

const checkOptions = {
  click: { type: "string", multiple: true },
  script: { type: "string", multiple: true },
  timeout: { type: "string" },
  concurrency: { type: "string" },
  browser: { type: "string" },
  connect: { type: "string" },
} as const;

function isOpenable(url: string): boolean {
  return URL.canParse(url) && /^(https?|file|data):$/.test(new URL(url).protocol);
}

async function readScript(file: string): Promise<FlowStep | string> {
  try {
    return { kind: "script", file, code: await readFile(file, "utf8") };
  } catch (error) {
    return `${visible(file)}: the script cannot be read (${fileError(error)})`;
  }
}

/** The visits in the order of the URLs, so many at the same time; the browser is released whatever happens. */
async function visitAll(
  { browser, release }: RunningBrowser,
  urls: readonly string[],
  { concurrency, ...options }: Parameters<typeof visit>[2] & { readonly concurrency: number },
  io: Io,
): Promise<readonly Visit[]> {
  const visits: Visit[] = [];
  const queue = urls.entries();
  let done = 0;
  const tell = () => io.progress?.(`${done} of ${urls.length} ${urls.length === 1 ? "page" : "pages"} checked`);
  const work = async () => {
    for (const [place, url] of queue) {
      visits[place] = await visit(browser, url, options);
      done += 1;
      tell();
    }
  };
  try {
    tell();
    await Promise.all(Array.from({ length: Math.min(concurrency, urls.length) }, work));
  } finally {
    io.progress?.("");
    await release();
  }
  return visits;
}
