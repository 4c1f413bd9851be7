import { parseArgs } from "node:util";
import { cut, visible } from "../../text/visible.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import type { Io } from "../io.ts";
import { listLines } from "../output/output-help.ts";
import { failWith } from "./command.ts";
import { explainMessage } from "./explain-message.ts";
import { allCauses, explanationOf } from "./explanations.ts";

/** `cors-panel explain`: prints what is known of a cause, a reason, a look-alike, a note or a browser's console message. */
export async function runExplain(args: string[], io: Io): Promise<ExitCode> {
  const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
  const [name, another] = positionals;
  if (name === undefined)
    return failWith(`nothing to explain; give a console message in quotes, or the id of a cause:\n${causeIds()}`, io);
  if (another !== undefined)
    return failWith(`unexpected "${visible(another)}"; put a console message in quotes, or give one name only`, io);
  const text = explanationOf(name) ?? explainMessage(name);
  if (text === undefined)
    return failWith(
      `"${cut(visible(name), 100)}" is no known console message, and no cause, reason, look-alike or note has this name. Copy the whole console line that contains \`blocked by CORS policy\` or \`Cross-Origin Request Blocked\`, or give the id of a cause:\n${causeIds()}`,
      io,
    );
  await io.print(`${text}\n`);
  return exitCodes.ok;
}

function causeIds(): string {
  return listLines(allCauses.map(({ id }) => id));
}
