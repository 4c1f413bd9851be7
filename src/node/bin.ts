#!/usr/bin/env node
import { cli } from "./cli.ts";
import { fileError } from "./har-file/har-file.ts";

// A reader that has seen enough (`| head`) ends the output, not the program: its exit code still tells.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") return;
  console.error(`cors-panel: standard output cannot be written (${fileError(error)})`);
  process.exit(2);
});

try {
  process.exitCode = await cli(process.argv.slice(2), {
    stdin: process.stdin,
    print: (text) => new Promise((resolve) => process.stdout.write(text, () => resolve())),
    warn: (line) => console.error(`cors-panel: ${line}`),
    columns: process.stdout.columns,
    env: process.env,
    ...(process.stderr.isTTY && { progress: (line: string) => void process.stderr.write(`\r\u001b[K${line}`) }),
  });
  // A connection that was never answered would hold the process up.
  setTimeout(() => process.exit(), 500).unref();
} catch (error) {
  console.error("cors-panel: internal error; please report it with these lines", error);
  process.exitCode = 2;
}
