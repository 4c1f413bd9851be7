import { fileURLToPath } from "node:url";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";

/** A connection of the SDK's own client to `cors-panel mcp`, which runs as a process of its own. */
export interface McpConnection {
  readonly client: Client;
  /** The text of a tool's reply, with "ERROR: " before it where the reply is an error. */
  readonly call: (name: string, args?: Record<string, unknown>) => Promise<string>;
  /** What the server wrote to standard error. */
  readonly stderr: () => string;
  /** What arrived on standard output and is not the protocol. */
  readonly strayOutput: readonly string[];
  readonly close: () => Promise<void>;
}

/** The executable, in its sources. */
export const bin = fileURLToPath(new URL("../../../src/node/bin.ts", import.meta.url));
const fromSources = [process.execPath, "--import", "tsx", bin] as const;

/** Starts the command, from its sources where no other is given, as an agent's client starts it: one of 2025, or with "auto" a newer one. */
export async function connectMcp(
  env: Record<string, string> = {},
  mode: "legacy" | "auto" = "legacy",
  command: readonly [string, ...string[]] = fromSources,
): Promise<McpConnection> {
  const [program, ...args] = command;
  const transport = new StdioClientTransport({
    command: program,
    args: [...args, "mcp"],
    env: { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "", ...env },
    stderr: "pipe",
  });
  let errors = "";
  transport.stderr?.on("data", (chunk) => {
    errors += chunk;
  });
  const strayOutput: string[] = [];
  const client = new Client({ name: "test", version: "1.0.0" }, { versionNegotiation: { mode } });
  client.onerror = ({ message }) => strayOutput.push(message);
  await client.connect(transport);
  return {
    client,
    async call(name, given = {}) {
      const { content, isError } = await client.callTool({ name, arguments: given });
      const text = content.map((part) => (part.type === "text" ? part.text : `(${part.type})`)).join("\n");
      return isError ? `ERROR: ${text}` : text;
    },
    stderr: () => errors,
    strayOutput,
    close: () => client.close(),
  };
}
