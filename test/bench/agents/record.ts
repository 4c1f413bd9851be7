// Records what the benchmark compares: runs each scene in Chromium, once by itself and once through chrome-devtools-mcp.
// Run by hand, because it installs chrome-devtools-mcp.

import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import puppeteer, { type Browser } from "puppeteer";
import { launchArguments } from "../../../src/node/browser/launch-arguments.ts";
import { watchCors } from "../../../src/node/watch/puppeteer.ts";
import { startPlayground } from "../../playground/server.ts";
import { findBrowser } from "../../setup.mjs";
import { type RecordedScene, writeRecorded } from "./recorded.ts";
import { expectations } from "./scenes.ts";

const version = "1.7.0";

/** Runs every scene, and writes the recording. */
export async function recordScenes(): Promise<void> {
  const playground = await startPlayground({ pagePort: 3000, apiPort: 4000 });
  if (playground.origins.page !== "http://localhost:3000" || playground.origins.api !== "http://localhost:4000")
    throw new Error("The ports 3000 and 4000 must be free, because the expectations name them.");
  const browser = await puppeteer.launch({ executablePath: findBrowser(), args: launchArguments() });
  const scenes: RecordedScene[] = [];
  for (const { id } of expectations) {
    const own = await inChromium(browser, playground.pageUrl, id);
    const chromeDevtoolsMcp = await inChromeDevtoolsMcp(playground.pageUrl, id);
    scenes.push({ id, ...own, chromeDevtoolsMcp });
    console.log(`${id}: ${own.console.length} lines, ${chromeDevtoolsMcp.length} calls`);
  }
  writeRecorded({ browser: await browser.version(), chromeDevtoolsMcp: version, scenes });
  await browser.close();
  await playground.close();
}

/** The code that runs one scene of the playground's page. */
const codeOf = (id: string) => `async () => {
  const { groups } = await import("/scenes.js");
  await groups.flatMap(({ scenes }) => scenes).find(({ id }) => id === "${id}").call().catch(() => {});
}`;

async function inChromium(
  browser: Browser,
  url: string,
  id: string,
): Promise<Pick<RecordedScene, "console" | "recording">> {
  const context = await browser.createBrowserContext();
  const watch = await watchCors(context);
  const page = await context.newPage();
  const lines: string[] = [];
  const session = await page.createCDPSession();
  session.on("Log.entryAdded", ({ entry }) => void lines.push(entry.text));
  await session.send("Log.enable");
  await page.goto(url);
  await page.evaluate(`(${codeOf(id)})()`);
  await watch.settled();
  const recording = watch.recording();
  await watch.stop();
  await context.close();
  return { console: lines, recording };
}

/** The calls with which an agent looks at everything that chrome-devtools-mcp shows of the refused request. */
async function inChromeDevtoolsMcp(url: string, id: string): Promise<RecordedScene["chromeDevtoolsMcp"]> {
  const client = new Client({ name: "benchmark", version: "1.0.0" });
  const browserArgs = launchArguments().map((arg) => `--chromeArg=${arg}`);
  await client.connect(
    new StdioClientTransport({
      command: "npx",
      args: [
        "-y",
        `chrome-devtools-mcp@${version}`,
        "--headless",
        "--isolated",
        "--no-usage-statistics",
        "-e",
        findBrowser(),
        ...browserArgs,
      ],
      stderr: "ignore",
    }),
  );
  const call = async (tool: string, args: Record<string, unknown>) => {
    const { content, isError } = await client.callTool({ name: tool, arguments: args });
    if (isError) throw new Error(`${tool} failed: ${JSON.stringify(content)}`);
    return { tool, reply: content.map((part) => (part.type === "text" ? part.text : "")).join("\n") };
  };
  await call("navigate_page", { type: "url", url });
  await call("evaluate_script", { function: codeOf(id) });
  const messages = await call("list_console_messages", {});
  const requests = await call("list_network_requests", {});
  const replies = [messages, requests];
  // The list has the errors in full; an issue has its text only in its own reply.
  for (const [, msgid] of messages.reply.matchAll(/^msgid=(\d+) \[issue\]/gm))
    replies.push(await call("get_console_message", { msgid: Number(msgid) }));
  const toApi = new RegExp(`^reqid=(\\d+) .*:4000/${id}`, "gm");
  for (const [, reqid] of requests.reply.matchAll(toApi))
    replies.push(await call("get_network_request", { reqid: Number(reqid) }));
  await client.close();
  return replies;
}
