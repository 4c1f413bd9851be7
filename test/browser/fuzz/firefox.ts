import { setTimeout } from "node:timers/promises";
import { groupBy } from "../../../src/collections.ts";
import { type Recording, readHar } from "../../../src/index.ts";
import { firefoxNames } from "../../firefox/names.ts";
import { type OpenedFirefox, openFirefox } from "../../firefox/open-firefox.ts";
import { categoriesWithoutReason, corsConsoleErrors, logOf } from "../../firefox/recording.ts";
import type { RandomServers, SeenFetch } from "../random-servers.ts";
import type { Engine, EngineRun } from "./engine.ts";
import { fetchIdOf, namesByFetch } from "./fetch-id.ts";

/**
 * Firefox, recorded by the extension's panel in its DevTools. Its console's categories are its own names of the refusals.
 */
export const firefox: Engine = {
  fetchesOfSeed: 300,
  vagueNames: ["CORSDidNotSucceed"],
  namesOf: firefoxNames,
  async open() {
    const opened = await openFirefox({ url: "about:blank", panel: "CORS" });
    return {
      version: String(await opened.inPage("return navigator.userAgent.match(/Firefox.*/)[0];")),
      close: opened.close,
      async run(servers) {
        await opened.navigate(servers.page);
        // The panel reads Firefox's log after a navigation.
        await setTimeout(3000);
        return fetchInFirefox(opened, servers);
      },
    };
  },
};

/** Makes the distinct fetches in the page that is open. */
export async function fetchInFirefox(opened: OpenedFirefox, servers: RandomServers): Promise<EngineRun> {
  const errorsBefore = (await corsConsoleErrors(opened)).length;
  const fetches = JSON.stringify(`${servers.distinctFetches(6)}.then(JSON.stringify)`);
  const seen: SeenFetch[] = JSON.parse(String(await opened.inPage(`return await page.eval(${fetches});`)));
  const log = await logOf(opened);
  const errors = (await corsConsoleErrors(opened)).slice(errorsBefore);
  const named = errors.map(({ category, url }) => ({ id: fetchIdOf(url), name: category }));
  const recording = readHar({ log });
  const lost = lostFetches(recording, servers);
  return { seen, recording, reported: reasonsIn(named), lost, raw: { log, errors: named } };
}

/**
 * The fetches that Firefox's log shows in part. Firefox loses requests while it writes its log, which the panel reads again and
 * again. On an overloaded machine it also starts a preflight more than a second after the recorded end of its request.
 */
function lostFetches({ exchanges }: Recording, { served }: RandomServers): ReadonlySet<number> {
  const recorded = groupBy(exchanges, ({ url, method }) => `${method} ${url}`);
  const received = groupBy(served, ({ url, method }) => `${method} ${url}`);
  const incomplete = [...received].filter(([key, requests]) => (recorded.get(key)?.length ?? 0) < requests.length);
  const byUrl = groupBy(exchanges, ({ url }) => url);
  const late = [...byUrl].filter(([, [first, second]]) => first && second && second.startedAt - first.endedAt > 1000);
  return new Set([...incomplete, ...late].flatMap(([, [request]]) => (request ? [fetchIdOf(request.url)] : [])));
}

/**
 * The names without warnings, and without the one that follows each refusal that it does not explain. A redirect that leads
 * nowhere has that one alone.
 */
function reasonsIn(named: readonly { readonly id: number; readonly name: string }[]) {
  const reasons = named.filter(({ name }) => !categoriesWithoutReason.has(name));
  const explained = new Set(reasons.map(({ id }) => id));
  return namesByFetch([
    ...reasons,
    ...named.filter(({ id, name }) => name === "CORSDidNotSucceed" && !explained.has(id)),
  ]);
}
