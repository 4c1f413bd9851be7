import type { Store } from "../store.ts";

/** What is recorded, what never can be, and how to get it. */
export function Empty({ store }: { readonly store: Store }) {
  const { all } = store.counts.value;
  return (
    <main class="empty" data-empty>
      <h1>{all > 0 ? "No fetch was refused" : "No cross-origin fetch recorded yet"}</h1>
      {all > 0 ? (
        <p>
          {all === 1 ? "One cross-origin fetch was" : `${all} cross-origin fetches were`} recorded, and none was refused
          by CORS.
        </p>
      ) : (
        <p>
          Every cross-origin fetch that this tab makes while DevTools is open is recorded here, also before this panel
          is shown. What ran before DevTools was opened is not: reload the page to see it.
        </p>
      )}
      <p class="buttons">
        <button type="button" class="primary" onClick={store.actions.reloadPage} data-reload>
          Reload page
        </button>
        {all > 0 && (
          <button
            type="button"
            onClick={() => {
              store.filter.value = "all";
            }}
            data-show-all
          >
            Show all
          </button>
        )}
      </p>
      <h2>A call failed, and it is not here?</h2>
      <ul>
        <li>
          A Content Security Policy (<code>connect-src</code>) may have stopped it: the console says so.
        </li>
        <li>
          A fetch with <code>mode: "same-origin"</code> never leaves for another origin.
        </li>
        <li>It may come from a shared worker, which DevTools does not show to panels.</li>
        <li>It may be waiting still, or the page may have been left before it ended.</li>
        <li>A filter in the Network panel hides requests from panels in Firefox.</li>
      </ul>
    </main>
  );
}
