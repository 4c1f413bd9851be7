import { applicationCurl, curlCommands, type Diagnosis, lastHop, regressionTestsOf } from "../../src/index.ts";
import { t } from "../i18n/messages.ts";
import { CopyButton } from "../layout/copy.tsx";
import type { Store } from "../store/store.ts";

interface ToolsProps {
  readonly store: Store;
  readonly diagnosis: Diagnosis;
}

/** Buttons that show the fetch in another panel of DevTools or copy it. */
export function Tools({ store, diagnosis }: ToolsProps) {
  return (
    <>
      <OtherPanels store={store} diagnosis={diagnosis} />
      <CopyAs store={store} diagnosis={diagnosis} />
    </>
  );
}

/** The Network and the Sources panel, where the browser lets an extension open them. */
function OtherPanels({ store: { tab }, diagnosis: { fetch } }: ToolsProps) {
  const { openInNetwork, reveal } = tab.value;
  const caller = toCodePlace(fetch.hops[0]?.actual?.initiator.callSite ?? "");
  if (!openInNetwork && !(reveal && caller)) return null;
  return (
    <div class="tool-group">
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
    </div>
  );
}

/** The refused fetch as commands, tests and a report, without values that may be secret. */
function CopyAs({ store, diagnosis }: ToolsProps) {
  const commands = curlCommands(diagnosis.fetch);
  const past = applicationCurl(diagnosis);
  const tests = regressionTestsOf(diagnosis);
  const kinds: readonly (readonly [string, () => string])[] = [
    ...(commands.length > 0
      ? ([
          ["curl", () => commands.map(({ posix }) => posix).join("\n")],
          ...(past ? ([[t("curlPast", past.proxy), () => past.posix]] as const) : []),
          ["PowerShell", () => commands.map(({ powershell }) => powershell).join("\n")],
        ] as const)
      : []),
    ...(tests
      ? ([
          ["supertest", () => tests.supertest],
          ["node:test", () => tests.fetch],
        ] as const)
      : []),
    ...(diagnosis.outcome === "refused" ? ([[t("report"), () => store.report()]] as const) : []),
  ];
  if (kinds.length === 0) return null;
  return (
    <details class="section" data-copy-as>
      <summary>
        <h2>{t("copyAs")}</h2>
      </summary>
      <div class="tool-group">
        {kinds.map(([kind, text]) => (
          <CopyButton key={kind} class="link" copy={store.actions.copy} text={text} name={t("copyAsKind", kind)}>
            {kind}
          </CopyButton>
        ))}
      </div>
    </details>
  );
}

/** The place of the code that made the request, with the line counted from 0. */
function toCodePlace(callSite: string): { readonly url: string; readonly line: number } | null {
  const [, url = "", line = ""] = /^(.+):(\d+):\d+$/.exec(callSite) ?? [];
  return url === "" ? null : { url, line: Number(line) };
}

function fileOf(url: string): string {
  const path = url.replace(/[?#].*$/, "");
  return path.slice(path.lastIndexOf("/") + 1) || path.replace(/^[a-z]+:\/\//i, "");
}
