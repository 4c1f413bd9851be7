import { readHar } from "../../../src/index.ts";
import { openWebKit } from "../../webkit/open-webkit.ts";
import type { SeenFetch } from "../random-servers.ts";
import { chromeNames, type Engine } from "./engine.ts";
import { serverHar } from "./server-har.ts";

/**
 * WebKitGTK's MiniBrowser. WebDriver gives neither its network log nor its console, so the recording is what the servers
 * received and sent, as in a HAR file of an unknown browser.
 */
export const webkit: Engine = {
  fetchesOfSeed: 300,
  namesOf: chromeNames,
  async open() {
    const session = await openWebKit();
    return {
      version: `${session.browserName} ${session.browserVersion}`,
      close: session.close,
      async run(servers) {
        await session.navigate(servers.page);
        const seen = (await session.evaluate(servers.distinctFetches(6))) as SeenFetch[];
        const har = serverHar(servers);
        return { seen, recording: readHar(har), reported: null, raw: har };
      },
    };
  },
};
