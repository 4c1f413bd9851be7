import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { DeferredFunctions } from "../detail/deferred-functions.ts";
import type { Actions } from "../host/actions.ts";
import { t } from "../i18n/messages.ts";
import type { Log } from "../recording/log.ts";
import type { Deferred } from "../store/deferred.ts";
import type { OpenedFile } from "./har-file.ts";

/** The file that is shown in place of the recording, and the one that is being read. */
export interface FileStore {
  /** Null while the recording is shown. */
  readonly file: ReadonlySignal<OpenedFile | null>;
  /** That a file is being read, or why it cannot be shown or saved; else "". */
  readonly fileMessage: ReadonlySignal<string>;
  readonly isReadingFile: ReadonlySignal<boolean>;
  /** Whether the file is being read that was shown before the panel's page was loaded again. */
  readonly isRestoringFile: ReadonlySignal<boolean>;
  readonly dismissFileMessage: () => void;
  /** Shows a HAR file in place of the recording. */
  readonly openFile: (file: FileLike) => Promise<void>;
  /** Shows the recording again. */
  readonly closeFile: () => void;
  /** Saves what is shown as a HAR file. */
  readonly saveFile: () => Promise<void>;
}

/** A file that the user dropped or chose. */
export interface FileLike {
  readonly name: string;
  readonly text: () => Promise<string>;
}

export interface FileSources {
  /** The opened file, which outlives the panel's page. */
  readonly session: { file: { readonly name: string; readonly text: string } | null };
  /** The file that is shown at first, or null. */
  readonly initial: OpenedFile | null;
  readonly recordedLog: () => Promise<Log>;
  readonly functions: Deferred<DeferredFunctions>;
  readonly save: Actions["save"];
  readonly redact: ReadonlySignal<boolean>;
  /** The text that filters the rows; opening a file empties it. */
  readonly query: Signal<string>;
}

/** One opening of a file. Its identity tells the latest opening from earlier ones. */
interface Opening {
  readonly isRestoring: boolean;
}

export function createFileStore(sources: FileSources): FileStore {
  const { session, functions } = sources;
  const file = signal(sources.initial);
  const fileMessage = signal("");
  const opening = signal<Opening | null>(null);
  const reader = { ...sources, file, fileMessage, opening };
  if (session.file) {
    const { name, text } = session.file;
    void showFile(reader, { name, text: async () => text }, { isRestoring: true });
  }
  return {
    file,
    fileMessage,
    isReadingFile: computed(() => opening.value !== null),
    isRestoringFile: computed(() => opening.value?.isRestoring === true),
    dismissFileMessage() {
      fileMessage.value = "";
    },
    openFile: (chosen) => showFile(reader, chosen, { isRestoring: false }),
    closeFile() {
      session.file = null;
      batch(() => {
        file.value = null;
        endOpening(reader, "");
      });
    },
    async saveFile() {
      const name = file.value?.name ?? `cors-${new Date().toISOString().slice(0, 10)}.har`;
      if (!opening.value) fileMessage.value = "";
      try {
        const { writeFile } = await functions.load();
        const log = file.value?.log ?? (await sources.recordedLog());
        sources.save(name, writeFile(log, sources.redact.value));
      } catch (error) {
        fileMessage.value = t("fileNotSaved", name, messageOf(error));
      }
    },
  };
}

interface FileReader extends FileSources {
  readonly file: Signal<OpenedFile | null>;
  readonly fileMessage: Signal<string>;
  readonly opening: Signal<Opening | null>;
}

/** Shows a file once it is read, unless the user closed it or opened another one in the meantime. */
async function showFile(reader: FileReader, chosen: FileLike, mine: Opening): Promise<void> {
  const { session, functions, file, fileMessage, opening, query } = reader;
  const { name } = chosen;
  batch(() => {
    opening.value = mine;
    fileMessage.value = t("fileReading", name);
  });
  try {
    const opened = { name, text: await chosen.text() };
    const { readFile } = await functions.load();
    // A large file takes seconds, during which nothing is drawn. The message is drawn first.
    await new Promise((drawn) => setTimeout(drawn, 30));
    if (opening.value !== mine) return;
    const read = readFile(name, opened.text);
    batch(() => {
      file.value = read;
      session.file = opened;
      if (!mine.isRestoring) query.value = "";
      endOpening(reader, "");
    });
  } catch (error) {
    if (opening.value !== mine) return;
    // A file that cannot be restored now cannot be restored later either.
    if (!file.value) session.file = null;
    endOpening(reader, messageOf(error));
  }
}

function endOpening({ opening, fileMessage }: FileReader, message: string): void {
  batch(() => {
    opening.value = null;
    fileMessage.value = message;
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
