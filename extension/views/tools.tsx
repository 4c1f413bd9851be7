import { type Diagnosis, lastHop } from "../../src/index.ts";
import { t } from "../messages.ts";
import type { Store } from "../store.ts";

interface ToolsProps {
  readonly store: Store;
  readonly diagnosis: Diagnosis;
}

/** What leads from a fetch to where DevTools shows it otherwise, as far as the browser offers it. */
export function Tools({ store: { actions }, diagnosis: { fetch } }: ToolsProps) {
  const { openInNetwork, reveal } = actions;
  const caller = callerOf(fetch.hops[0]?.actual?.initiator.callSite ?? "");
  if (!openInNetwork && !(reveal && caller)) return null;
  return (
    <p class="tools">
      {openInNetwork && (
        <button type="button" class="link" onClick={() => openInNetwork(lastHop(fetch).url)} data-open-in-network>
          {t("openInNetwork")}
        </button>
      )}
      {reveal && caller && (
        <button
          type="button"
          class="link"
          title={caller.url}
          onClick={() => reveal(caller.url, caller.line)}
          data-reveal-caller
        >
          {t("revealCaller", `${fileOf(caller.url)}:${caller.line + 1}`)}
        </button>
      )}
    </p>
  );
}

/** Where the code is that called; lines are counted from 0. */
function callerOf(callSite: string): { readonly url: string; readonly line: number } | null {
  const [, url = "", line = ""] = /^(.+):(\d+):\d+$/.exec(callSite) ?? [];
  return url === "" ? null : { url, line: Number(line) };
}

function fileOf(url: string): string {
  const path = url.replace(/[?#].*$/, "");
  return path.slice(path.lastIndexOf("/") + 1) || path.replace(/^[a-z]+:\/\//i, "");
}
