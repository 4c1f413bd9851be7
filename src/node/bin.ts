#!/usr/bin/env node
// The executable: the only file that touches the process, its streams and its exit code.

import { inspect } from "node:util";
import { withoutLogCommands } from "../text/log-commands.ts";
import { cli } from "./cli.ts";
import { fileErrorMessage, uncaughtErrorLine } from "./errors.ts";
import { exitCodes } from "./exit-code.ts";

// A reader that closes the pipe early (`| head`) must not change the exit code, so EPIPE is ignored.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") return;
  console.error(`cors-panel: cannot write to standard output (${fileErrorMessage(error)})`);
  process.exit(exitCodes.error);
});

// Node.js itself would end with 1, which means that a request was refused.
let hasUncaughtError = false;
process.on("uncaughtException", (error, origin) => {
  console.error(`cors-panel: ${withoutLogCommands(uncaughtErrorLine(error, origin), "text")}`);
  // A command that handles Ctrl-C closes its browser first.
  const canRelease = !hasUncaughtError && process.emit("SIGTERM");
  hasUncaughtError = true;
  if (!canRelease) process.exit(exitCodes.error);
  setTimeout(() => process.exit(exitCodes.error), maxReleaseTime);
});

/** In milliseconds. */
const maxReleaseTime = 15_000;

try {
  const code = await cli(process.argv.slice(2), {
    stdin: process.stdin,
    print: (text) => new Promise((resolve) => process.stdout.write(text, () => resolve())),
    warn: (line) => console.error(`cors-panel: ${line}`),
    columns: process.stdout.columns,
    env: process.env,
    ...(process.stderr.isTTY && { progress: (line: string) => void process.stderr.write(`\r\u001b[K${line}`) }),
  });
  process.exitCode = hasUncaughtError ? exitCodes.error : code;
  // A connection that still waits for a response would keep the process alive.
  setTimeout(() => process.exit(), 500).unref();
} catch (error) {
  const details = withoutLogCommands(inspect(error), "text");
  console.error(`cors-panel: internal error; please report it with the lines below ${details}`);
  process.exitCode = exitCodes.error;
}
