import { exitCodeHelp } from "../exit-code.ts";
import type { CommandHelp } from "./command.ts";

/** The help of `cors-panel mcp`. */
export const mcpHelp: CommandHelp = {
  name: "mcp",
  summary: "serve the other commands to a coding agent (MCP over stdio)",
  help: `Usage: cors-panel mcp [OPTIONS]

Runs an MCP server for coding agents on standard input and output. An agent's client starts this command; docs/agents.md
has the configuration for the common clients. The tools check a page, diagnose a HAR file or pasted headers, send a
preflight, audit a server, and return fixes and explanations. Checking a page needs Puppeteer:
npm install --save-dev puppeteer

Options:
  --browser PATH       the browser's executable, by its path or its name on PATH; default: CHROME_PATH, then
                       Puppeteer's browser, then an installed Chromium or Chrome
  --connect ADDRESS    use a running browser: its WebSocket (ws://…) or its debugging port (http://…)
  -h, --help           print this help

Exit code:
${exitCodeHelp.mcp}

Examples:
  cors-panel mcp
  claude mcp add cors-panel -- npx cors-panel mcp
`,
};
