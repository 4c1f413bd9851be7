import { writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { type PolicyAnswers, writePolicy } from "../../audit/init/write-policy.ts";
import { visible } from "../../text/visible.ts";
import { fileErrorMessage } from "../errors.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import type { Io } from "../io.ts";
import { makeFolder } from "../output/make-folder.ts";
import { failWith } from "./command.ts";
import { readDraft } from "./read-draft.ts";

/** The file that `audit --init` writes without --config. Every version of Node.js reads it, whatever package.json says. */
export const defaultPolicyFile = "cors-panel.config.mjs";

/** Writes a policy from a source into a new file. An existing file is never changed. */
export async function initPolicy(answers: PolicyAnswers, file: string, io: Io): Promise<ExitCode> {
  if (!/\.[cm]?[jt]s$/.test(file))
    return failWith(`${visible(file)}: a policy with comments needs a name that ends with .mjs, .js or .ts`, io);
  const draft = await readDraft(answers.source, io.stdin);
  if (typeof draft === "string") return failWith(`${visible(answers.source)}: ${draft}`, io);
  if (draft.requests.length === 0)
    return failWith(
      `${visible(answers.source)}: no request that a policy could allow${draft.leftOut.map((text) => `\n  ${visible(text)}`).join("")}`,
      io,
    );
  const text = writePolicy(draft, answers);
  try {
    await makeFolder(dirname(file));
    await writeFile(file, text, { flag: "wx" });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const exists = "the file already exists; name another one with --config FILE";
    return failWith(
      `${visible(file)}: ${code === "EEXIST" ? exists : `cannot write the policy (${fileErrorMessage(error)})`}`,
      io,
    );
  }
  const count = text.split("// confirm").length - 1;
  await io.print(
    `${visible(file)} written from ${draft.requests.length} ${draft.requests.length === 1 ? "request" : "requests"}: ${count} ${count === 1 ? "line" : "lines"} to confirm, ${draft.leftOut.length} left out.\n`,
  );
  return exitCodes.ok;
}
