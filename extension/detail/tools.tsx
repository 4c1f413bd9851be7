import {
  applicationCurl,
  type CallFrame,
  callingFunction,
  curlCommands,
  type Diagnosis,
  lastHop,
  regressionTestsOf,
} from "../../src/index.ts";
import type { Tab } from "../host/inspected-tab.ts";
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
function OtherPanels({ store: { tab, isFirefox, diagnosedLog }, diagnosis: { fetch } }: ToolsProps) {
  const { openInNetwork, reveal, reload } = tab.value;
  const calling = callingFunction(fetch, diagnosedLog.value.diagnoses);
  // A file has no tab, and its fetches are in no panel.
  const isMissing = isFirefox && reload !== undefined;
  if (!openInNetwork && !calling && !isMissing) return null;
  return (
    <>
      <div class="tool-group">
        {openInNetwork && (
          <button type="button" class="link" onClick={() => openInNetwork(lastHop(fetch).url)} data-open-in-network>
            {t("openInNetwork")}
          </button>
        )}
        {calling && <Frame frame={calling.caller} reveal={reveal} text={t("revealCaller", placeOf(calling.caller))} />}
        {isMissing && <span data-panels-missing>{t("panelsFirefox")}</span>}
      </div>
      {calling && calling.frames.length > 1 && (
        <details class="section" data-call-stack>
          <summary>
            <h2>{t("callStack")}</h2>
          </summary>
          <ol class="entries">
            {calling.frames.map((frame, index) => (
              <li key={index}>
                <Frame frame={frame} reveal={reveal} text={placeOf(frame)} />
              </li>
            ))}
          </ol>
        </details>
      )}
    </>
  );
}

interface FrameProps {
  readonly frame: CallFrame;
  readonly reveal: Tab["reveal"];
  readonly text: string;
}

/** A function of the page, which the Sources panel shows where the browser lets an extension open it. */
function Frame({ frame: { url, line }, reveal, text }: FrameProps) {
  const title = shortened(url, maxTitle);
  if (!reveal || url === "") return <span title={title}>{text}</span>;
  return (
    <button type="button" class="link" title={title} onClick={() => reveal(url, line || 0)} data-reveal-caller>
      {text}
    </button>
  );
}

/** "account (main.js:12)". */
function placeOf({ functionName, url, line }: CallFrame): string {
  const place = `${shortened(fileOf(url), maxName)}${Number.isNaN(line) ? "" : `:${line + 1}`}`;
  const name = shortened(functionName, maxName);
  return name === "" || place === "" ? name || place : `${name} (${place})`;
}

/** The first characters of a text that the page chose, which may be a whole script in a `data:` URL. */
function shortened(text: string, maxLength: number): string {
  return text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
}

const maxName = 60;
const maxTitle = 300;

/** The refused fetch as commands, tests, a report and a prompt, without values that may be secret. */
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
    ...(diagnosis.outcome === "refused"
      ? ([
          [t("report"), () => store.report()],
          [t("agentPrompt"), () => store.agentPrompt()],
        ] as const)
      : []),
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

function fileOf(url: string): string {
  const path = url.replace(/[?#].*$/, "");
  return path.slice(path.lastIndexOf("/") + 1) || path.replace(/^[a-z]+:\/\//i, "");
}
