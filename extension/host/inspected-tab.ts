import browser from "webextension-polyfill";
import { evaluate } from "./evaluate.ts";

/**
 * What the panel's buttons do to the inspected tab and to DevTools' other panels. These functions belong to the devtools
 * page: in Chromium the panel's page may lose its connection to DevTools, and then its requests never get a response.
 */
export interface Tab {
  /** Absent where there is no page to reload. */
  readonly reload?: () => void;
  /** Shows a URL in the Network panel; absent where the browser does not let extensions do so. */
  readonly openInNetwork?: (url: string) => void;
  /** Shows a line of a script, counted from 0, in the Sources panel; absent where the browser does not let extensions do so. */
  readonly reveal?: (url: string, line: number) => void;
  /** Evaluates the expression in the tab's frames of that origin until it is true in one; gives whether it was. */
  readonly runInPage: (origin: string, expression: string) => Promise<boolean>;
}

/** The page in the inspected tab, for features that live in the devtools page. */
export interface InspectedPage {
  readonly tabId: () => number;
  /** Calls the listener with the tab's new URL. */
  readonly onNavigated: (listener: (url: string) => void) => void;
  /** The value of the expression in the top frame; undefined where the browser cannot evaluate it. */
  readonly evaluate: (expression: string) => Promise<unknown>;
  /** Reloads the page. The script runs in the top frame before the page's own scripts, and not in other frames. */
  readonly reload: (injectedScript: string) => void;
}

const { inspectedWindow, network, panels } = browser.devtools;

export const tab: Tab = { reload: () => void inspectedWindow.reload(), ...otherPanels(), runInPage };

export const inspectedPage: InspectedPage = {
  tabId: () => inspectedWindow.tabId,
  onNavigated: (listener) => network.onNavigated.addListener(listener),
  evaluate: (expression) => evaluate(expression),
  reload: (injectedScript) => void inspectedWindow.reload({ injectedScript }),
};

/** Functions that only Chromium's DevTools offer. */
function otherPanels(): Pick<Tab, "openInNetwork" | "reveal"> {
  const { network, openResource } = panels as {
    network?: { show?: (options: { filter: string }) => unknown };
    openResource?: (url: string, line: number) => void;
  };
  return {
    // The Network panel splits its filter at spaces. A recorded URL has none.
    ...(network?.show && { openInNetwork: (url: string) => void network.show?.({ filter: url }) }),
    ...(openResource && { reveal: (url: string, line: number) => openResource.call(panels, url, line) }),
  };
}

/**
 * Evaluates the expression in the tab's top frame, and where it is not true there, in the other frames of that origin;
 * gives true as soon as it is true in one frame. Firefox does not say which frames there are.
 */
async function runInPage(origin: string, expression: string): Promise<boolean> {
  if ((await evaluate(expression)) === true) return true;
  for (const frameURL of await frameUrls(origin)) {
    if ((await evaluate(expression, { frameURL })) === true) return true;
  }
  return false;
}

interface Resource {
  readonly url: string;
  readonly type: string;
}

async function frameUrls(origin: string): Promise<string[]> {
  const { getResources } = inspectedWindow as {
    getResources?: (done: (resources: readonly Resource[]) => void) => void;
  };
  if (!getResources) return [];
  const resources = await new Promise<readonly Resource[]>((done) => getResources(done));
  const documents = resources.filter(({ type, url }) => type === "document" && URL.canParse(url));
  return [...new Set(documents.map(({ url }) => url))].filter((url) => new URL(url).origin === origin);
}
