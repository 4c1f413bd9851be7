// The command line: takes the arguments and the streams of a process, runs one command, and returns the exit code. It
// does not touch the process itself; bin.ts does.

import { withoutLogCommands } from "../text/log-commands.ts";
import { cut, visible } from "../text/visible.ts";
import { failWith } from "./commands/command.ts";
import { commands } from "./commands/index.ts";
import { type ExitCode, exitCodes } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { OutOfMemoryError } from "./memory.ts";
import { packageVersion } from "./package.ts";

/** Runs the command that the arguments name. */
export async function cli(argv: readonly string[], process: Io): Promise<ExitCode> {
  const io: Io = { ...process, warn: (line) => process.warn(withoutLogCommands(line, "text")) };
  const [name, ...args] = argv;
  if (name === undefined) return failWith(`no command given\n\n${help().trimEnd()}`, io);
  if (name === "--help" || name === "-h") return print(help(), io);
  if (name === "--version") return print(`${packageVersion()}\n`, io);
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) return failWith(`${unknownCommand(name)}\nTry "cors-panel --help".`, io);
  if (asksForHelp(args)) return print(command.help, io);
  const run = await command.load();
  try {
    return await run(args, io);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (error instanceof OutOfMemoryError) return failWith(message, io);
    if (!code?.startsWith("ERR_PARSE_ARGS")) throw error;
    return failWith(`${visible(message.split(". ")[0] ?? "")}\nTry "cors-panel ${name} --help".`, io);
  }
}

async function print(text: string, io: Io): Promise<ExitCode> {
  await io.print(text);
  return exitCodes.ok;
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return (end < 0 ? args : args.slice(0, end)).some((arg) => arg === "--help" || arg === "-h");
}

function help(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return `Usage: cors-panel COMMAND [OPTIONS]

Says why a browser refused a cross-origin request, and what to change on the server.

Commands:
${commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join("\n")}

Options:
  -h, --help  print this help; for a command: cors-panel diagnose --help
  --version   print the version
`;
}

function unknownCommand(name: string): string {
  const shown = visible(name);
  if (name.startsWith("-") && name !== "-") return `unknown option "${shown}"`;
  if (name === "-" || /\.(har|json|gz)$/i.test(name))
    return `unknown command "${shown}". Did you mean "cors-panel diagnose ${shown}"?`;
  if (/^https?:/i.test(name)) return `unknown command "${shown}". Did you mean "cors-panel check ${shown}"?`;
  if (/\s/.test(name))
    return `unknown command "${cut(shown, 100)}". For a console message, use cors-panel explain "MESSAGE"`;
  const similar = commands.find((command) => command.name.slice(0, 3) === name.slice(0, 3));
  return `unknown command "${shown}"${similar ? `. Did you mean "cors-panel ${similar.name}"?` : ""}`;
}
