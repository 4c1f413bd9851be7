import { createRequire } from "node:module";
import { visible } from "../text/visible.ts";
import { auditCommand } from "./commands/audit.ts";
import { checkCommand } from "./commands/check.ts";
import type { Command, ExitCode, Io } from "./commands/command.ts";
import { diagnoseCommand } from "./commands/diagnose.ts";
import { openCommand } from "./commands/open.ts";
import { preflightCommand } from "./commands/preflight.ts";

/** Every command, in the order of the help. */
const commands: readonly Command[] = [checkCommand, diagnoseCommand, preflightCommand, auditCommand, openCommand];

/** The command line: runs the command that the arguments name. */
export async function cli(argv: readonly string[], io: Io): Promise<ExitCode> {
  const [name, ...args] = argv;
  if (name === undefined) {
    io.warn(`no command given\n\n${help().trimEnd()}`);
    return 2;
  }
  if (name === "--help" || name === "-h") return printed(help(), io);
  if (name === "--version") return printed(`${version()}\n`, io);
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    io.warn(`${unknownCommand(name)}\nTry "cors-panel --help".`);
    return 2;
  }
  if (isHelpAsked(args)) return printed(command.help, io);
  try {
    return await command.run(args, io);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!code?.startsWith("ERR_PARSE_ARGS")) throw error;
    io.warn(`${visible(message.split(". ")[0] ?? "")}\nTry "cors-panel ${name} --help".`);
    return 2;
  }
}

async function printed(text: string, io: Io): Promise<ExitCode> {
  await io.print(text);
  return 0;
}

function isHelpAsked(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return (end < 0 ? args : args.slice(0, end)).some((arg) => arg === "--help" || arg === "-h");
}

function help(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return `Usage: cors-panel COMMAND [OPTIONS]

Says why a browser refused a cross-origin fetch, and what to change on the server.

Commands:
${commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join("\n")}

Options:
  -h, --help  print this help, or that of a command: cors-panel diagnose --help
  --version   print the version
`;
}

function unknownCommand(name: string): string {
  const told = visible(name);
  if (name.startsWith("-") && name !== "-") return `unknown option "${told}"`;
  if (name === "-" || /\.(har|json|gz)$/i.test(name))
    return `"${told}" is no command. Did you mean "cors-panel diagnose ${told}"?`;
  if (/^https?:/i.test(name)) return `"${told}" is no command. Did you mean "cors-panel check ${told}"?`;
  return `unknown command "${told}"`;
}

function version(): string {
  return createRequire(import.meta.url)("cors-panel/package.json").version;
}
