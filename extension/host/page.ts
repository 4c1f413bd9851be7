import browser from "webextension-polyfill";

/**
 * Evaluates the expression in the tab's top frame, and where it is not true there, in its other frames of that origin;
 * true as soon as one says so. Firefox does not tell which frames there are.
 */
export async function runInPage(origin: string, expression: string): Promise<boolean> {
  if (await isTrue(expression)) return true;
  for (const frameURL of await frameUrls(origin)) {
    if (await isTrue(expression, { frameURL })) return true;
  }
  return false;
}

async function isTrue(expression: string, options?: { readonly frameURL: string }): Promise<boolean> {
  const evaluate = browser.devtools.inspectedWindow.eval as (code: string, options?: object) => Promise<unknown>;
  const result = await (options ? evaluate(expression, options) : evaluate(expression)).catch(() => false);
  // Chromium's own promise gives the value alone, the standard one a list of value and error.
  return (Array.isArray(result) ? result[0] : result) === true;
}

interface Resource {
  readonly url: string;
  readonly type: string;
}

async function frameUrls(origin: string): Promise<string[]> {
  const { getResources } = browser.devtools.inspectedWindow as {
    getResources?: (done: (resources: readonly Resource[]) => void) => void;
  };
  if (!getResources) return [];
  const resources = await new Promise<readonly Resource[]>((done) => getResources(done));
  const documents = resources.filter(({ type, url }) => type === "document" && URL.canParse(url));
  return [...new Set(documents.map(({ url }) => url))].filter((url) => new URL(url).origin === origin);
}
