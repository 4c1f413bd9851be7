import { plural, t } from "../i18n/messages.ts";
import { useFocusFallback } from "../layout/focus.ts";
import type { Store } from "../store/store.ts";
import type { OpenedFile } from "./har-file.ts";

/** Shows that a file is open in place of the recording, with a button back; or why a file cannot be shown or saved. */
export function FileBar({ store }: { readonly store: Store }) {
  const file = store.file.value;
  const message = store.fileMessage.value;
  return (
    <>
      <div class={message ? "bar" : "unseen"}>
        <p aria-live="polite" data-file-message>
          {message}
        </p>
        {message && !store.isReadingFile.value && <Dismiss onClick={store.dismissFileMessage} />}
      </div>
      {file && <Shown file={file} close={store.closeFile} />}
    </>
  );
}

function Dismiss({ onClick }: { readonly onClick: () => void }) {
  return (
    <button
      ref={useFocusFallback<HTMLButtonElement>("[data-open]")}
      type="button"
      onClick={onClick}
      data-file-message-dismiss
    >
      {t("hintDismiss")}
    </button>
  );
}

interface ShownProps {
  readonly file: OpenedFile;
  readonly close: () => void;
}

function Shown({ file: { name, diagnosedLog }, close }: ShownProps) {
  const { problems } = diagnosedLog.recording;
  return (
    <section ref={useFocusFallback("[data-open]")} class="bar" aria-label={t("fileShown", name)} data-file>
      <b>{t("fileShown", name)}</b>
      {problems.length > 0 && (
        <details>
          <summary>{plural("fileProblems", problems.length)}</summary>
          <ul>
            {problems.slice(0, maxProblems).map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </details>
      )}
      <button type="button" onClick={close} data-file-close>
        {t("fileClose")}
      </button>
    </section>
  );
}

const maxProblems = 20;
