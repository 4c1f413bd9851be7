import type { Page } from "puppeteer";
import { type Diagnosis, groupBy, lastHop } from "../../src/index.ts";

/** An actual request that has ended, with the browser's own verdict on it. */
export interface JudgedRequest {
  readonly url: string;
  /** The URL that was fetched, before any redirect. */
  readonly firstUrl: string;
  readonly method: string;
  /** Its header `x-id`. */
  readonly id: string | undefined;
  readonly requestId: string;
  readonly corsError: string | null;
}

/** Collects the browser's own verdict on every actual request from now on; the list grows as they end. */
export async function watchActualRequests(page: Page): Promise<readonly JudgedRequest[]> {
  const session = await page.createCDPSession();
  const requests = new Map<string, Pick<JudgedRequest, "url" | "firstUrl" | "method" | "id">>();
  const verdicts: JudgedRequest[] = [];
  session.on("Network.requestWillBeSent", ({ requestId, request, initiator }) => {
    if (initiator.type === "preflight") return;
    const { url, method, headers } = request;
    requests.set(requestId, { url, firstUrl: requests.get(requestId)?.firstUrl ?? url, method, id: headers["x-id"] });
  });
  const settle = (requestId: string, corsError: string | null) => {
    const request = requests.get(requestId);
    if (request) verdicts.push({ ...request, requestId, corsError });
  };
  session.on("Network.loadingFailed", (event) => settle(event.requestId, event.corsErrorStatus?.corsError ?? null));
  session.on("Network.loadingFinished", ({ requestId }) => settle(requestId, null));
  await session.send("Network.enable");
  return verdicts;
}

/** How often the engine named the browser's own cause, or passed what the browser passed; and what it got wrong. */
export function compareVerdicts(verdicts: readonly JudgedRequest[], diagnoses: readonly Diagnosis[]) {
  const score = { exact: 0, alternative: 0, passed: 0 };
  const byRequest = groupBy(diagnoses, ({ fetch }) => `${lastHop(fetch).method} ${lastHop(fetch).url}`);
  const wrong = verdicts.flatMap(({ url, method, corsError }) => {
    const diagnosis = byRequest.get(`${method} ${url}`)?.[0];
    const { verdict, alternatives = [], outcome } = diagnosis ?? {};
    if (corsError === null && diagnosis && outcome !== "refused") score.passed++;
    else if (verdict && verdict.reportedAs.chrome === corsError) score.exact++;
    else if (corsError && verdict?.certainty !== "certain" && alternatives.includes(corsError)) score.alternative++;
    else return [{ url, method, corsError, outcome, got: verdict?.reportedAs.chrome, certainty: verdict?.certainty }];
    return [];
  });
  return { score, wrong };
}
