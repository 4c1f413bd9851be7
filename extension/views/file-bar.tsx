import { plural, t } from "../messages.ts";
import type { Store } from "../store.ts";

/** Says that a file is shown and not the page's recording, and leads back; or why a file cannot be shown. */
export function FileBar({ store }: { readonly store: Store }) {
  const { name, reading } = store.file.value ?? {};
  const message = store.fileMessage.value;
  const problems = reading?.recording.problems ?? [];
  return (
    <>
      <div class={message ? "bar" : "unseen"}>
        <p aria-live="polite" data-file-message>
          {message}
        </p>
        {message && !store.isReadingFile.value && (
          <button type="button" onClick={store.dismissFileMessage} data-file-message-dismiss>
            {t("hintDismiss")}
          </button>
        )}
      </div>
      {name !== undefined && (
        <section class="bar" aria-label={t("fileShown", name)} data-file>
          <b>{t("fileShown", name)}</b>
          {problems.length > 0 && (
            <details>
              <summary>{plural("fileProblems", problems.length)}</summary>
              <ul>
                {problems.slice(0, mostProblems).map((problem) => (
                  <li key={problem}>{problem}</li>
                ))}
              </ul>
            </details>
          )}
          <button type="button" onClick={store.closeFile} data-file-close>
            {t("fileClose")}
          </button>
        </section>
      )}
    </>
  );
}

const mostProblems = 20;
