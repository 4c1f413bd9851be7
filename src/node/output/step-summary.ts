import { open } from "node:fs/promises";
import type { Io } from "../io.ts";
import { isSameFile } from "./same-file.ts";

/**
 * True for the file whose content GitHub Actions shows as the summary of a step. Other programs of the step write to it too.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary
 */
export function isStepSummary(path: string, { env }: Pick<Io, "env">): boolean {
  return Boolean(env.GITHUB_STEP_SUMMARY) && isSameFile(path, env.GITHUB_STEP_SUMMARY ?? "");
}

/** Appends the pieces that fit. GitHub drops the whole summary of a step when it is larger than 1 MiB. */
export async function appendToStepSummary(path: string, pieces: Iterable<string>): Promise<void> {
  const file = await open(path, "a");
  try {
    const { size } = await file.stat();
    let room = maxSize - size - Buffer.byteLength(restLeftOut);
    if (room < 0) return;
    let text = size > 0 ? "\n" : "";
    for (const piece of pieces) {
      room -= Buffer.byteLength(piece);
      if (room > 0) text += piece;
      else {
        text += restLeftOut;
        break;
      }
    }
    await file.appendFile(text);
  } finally {
    await file.close();
  }
}

/** In bytes. */
const maxSize = 1024 * 1024;

const restLeftOut = "_The rest is left out, because GitHub shows at most 1 MiB. The other reports have all of it._\n";
