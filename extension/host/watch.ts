import browser from "webextension-polyfill";
import type { WatchSource } from "../exact.ts";
import { frameUrls } from "./page.ts";

const { inspectedWindow } = browser.devtools;

/** The way to the script that watches the calls of the inspected tab. */
export const watchSource: WatchSource = {
  secret: () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("-"),
  reload: (injectedScript) => void inspectedWindow.reload({ injectedScript }),
  async collect(expression) {
    const top = await evaluate(expression);
    const others = await frameUrls();
    const inner = await Promise.all(others.map((frameURL) => evaluate(expression, { frameURL })));
    return { here: top.here === true, answers: [top, ...inner].flatMap(({ answers }) => listOf(answers)) };
  },
};

/** What a frame says, which is the page's word and may be anything. */
interface Said {
  readonly here?: unknown;
  readonly answers?: unknown;
}

async function evaluate(expression: string, options?: { readonly frameURL: string }): Promise<Said> {
  const evaluate = inspectedWindow.eval as (code: string, options?: object) => Promise<unknown>;
  const result = await (options ? evaluate(expression, options) : evaluate(expression)).catch(() => undefined);
  // Chromium's own promise gives the value alone, the standard one a list of value and error.
  const value: unknown = Array.isArray(result) ? result[0] : result;
  return typeof value === "object" && value !== null ? value : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, mostAnswers) : [];
}

const mostAnswers = 300;
