import { open } from "node:fs/promises";
import { dirname } from "node:path";
import type { FormatId } from "../../report/index.ts";
import { visible } from "../../text/visible.ts";
import { fileErrorMessage } from "../errors.ts";
import type { Io } from "../io.ts";
import { checkMemory } from "../memory.ts";
import { makeFolder } from "./make-folder.ts";
import { appendToStepSummary, isStepSummary } from "./step-summary.ts";

/** A report that is written to a file. */
export interface ReportFile {
  readonly format: FormatId;
  readonly path: string;
}

/** Writes each report to its file. Returns false, after a warning for each, when some could not be written. */
export async function writeReportFiles(
  files: readonly ReportFile[],
  write: (format: FormatId) => Iterable<string>,
  io: Io,
): Promise<boolean> {
  let isWritten = true;
  for (const { format, path } of files) {
    try {
      await (isStepSummary(path, io)
        ? appendToStepSummary(path, write(format))
        : writeFile(path, inBlocks(write(format))));
    } catch (error) {
      io.warn(`${visible(path)}: cannot write the ${format} report (${fileErrorMessage(error)})`);
      isWritten = false;
    }
  }
  return isWritten;
}

async function writeFile(path: string, blocks: Iterable<string>): Promise<void> {
  await makeFolder(dirname(path));
  const file = await open(path, "w");
  try {
    for (const block of blocks) await file.writeFile(block);
  } finally {
    await file.close();
  }
}

/** Joins pieces into blocks of 64 KB or more, because one write for each small piece is slow. */
export function* inBlocks(pieces: Iterable<string>): Generator<string> {
  let block = "";
  for (const piece of pieces) {
    block += piece;
    if (block.length < minBlockLength) continue;
    checkMemory();
    yield block;
    block = "";
  }
  yield block;
}

const minBlockLength = 65_536;
