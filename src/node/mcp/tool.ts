// A tool of the MCP server: its arguments come in, a reply for the agent goes out. A tool does what a command does, without
// a terminal. It never writes to standard output, which carries the protocol.

import type { ToolAnnotations } from "@modelcontextprotocol/server";
import type { ZodObject, z } from "zod";
import type { Reply } from "./reply.ts";
import type { Runs } from "./runs.ts";

/** What a tool has besides its arguments. */
export interface ToolContext {
  readonly runs: Runs;
  /** Aborted when the client cancels the call or the connection ends. */
  readonly signal: AbortSignal;
  /** Tells the client what is under way, where the client asked for progress. */
  readonly progress: (activity: string) => void;
  readonly settings: ServerSettings;
}

/** What the options of `cors-panel mcp` say. */
export interface ServerSettings {
  readonly connect: string | undefined;
  readonly executablePath: string | undefined;
  /** Writes one line to standard error. */
  readonly warn: (line: string) => void;
}

/** One tool, as the server offers it. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly annotations: ToolAnnotations;
  readonly input: ZodObject;
  readonly run: (args: unknown, context: ToolContext) => Promise<Reply>;
}

/** The tool itself, whose `run` gets the arguments as its input describes them. */
export function defineTool<Input extends ZodObject>(
  tool: Omit<Tool, "input" | "run"> & {
    readonly input: Input;
    readonly run: (args: z.output<Input>, context: ToolContext) => Promise<Reply>;
  },
): Tool {
  return tool as Tool;
}
