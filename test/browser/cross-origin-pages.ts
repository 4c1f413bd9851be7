import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A server by two names, which makes it two sites. */
export interface Site {
  readonly page: string;
  readonly api: string;
  readonly close: () => Promise<void>;
}

/** Serves on a free port of this machine. */
export async function serveSite(listener: RequestListener): Promise<Site> {
  const server: Server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    page: `http://localhost:${port}`,
    api: `http://127.0.0.1:${port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/**
 * A page whose every part asks for something of the other site as the first thing it does: itself, a frame of that site
 * with a worker, a worker with a worker of its own, a shared worker, a service worker, and a popup. Only `/allowed` is
 * allowed.
 */
export const firstThings: RequestListener = (request, response) => {
  const { host = "", origin } = request.headers;
  const [, port] = host.split(":");
  const [page, api] = [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
  const ask = (url: string, options = "{}") => `fetch("${url}", ${options}).catch(() => {});`;
  const call = (path: string) => `fetch('${api}${path}', { method: 'PUT' }).catch(() => {})`;
  const html = (text: string) => response.setHeader("Content-Type", "text/html").end(`<!doctype html>${text}`);
  const script = (text: string) => response.setHeader("Content-Type", "text/javascript").end(text);
  switch (request.url) {
    case "/":
      return html(`<link rel="icon" href="data:,"><iframe src="${api}/frame"></iframe><script>
        ${ask(`${api}/from/page`)} new Worker("/worker.js"); new SharedWorker("/shared.js");
        navigator.serviceWorker.register("/service.js"); window.open("/popup");</script>`);
    case "/frame":
      return html(`<script>${ask(`${page}/from/frame`)} new Worker("/frame-worker.js");</script>`);
    case "/popup":
      return html(`<link rel="icon" href="data:,"><script>${ask(`${api}/from/popup`)}</script>`);
    case "/quiet":
      return html('<link rel="icon" href="data:,">');
    case "/frame-worker.js":
      return script(ask(`${page}/from/frame-worker`));
    case "/worker.js":
      return script(`${ask(`${api}/from/worker`, '{ method: "PUT" }')} new Worker("/inner-worker.js");`);
    case "/inner-worker.js":
      return script(ask(`${api}/from/inner-worker`));
    case "/shared.js":
      return script(ask(`${api}/from/shared-worker`, '{ method: "PUT" }'));
    case "/service.js":
      return script(ask(`${api}/from/service-worker`));
    case "/never":
      return;
    case "/missing":
      response.statusCode = 404;
      return html('<link rel="icon" href="data:,">');
    case "/one":
      return html(
        `<link rel="icon" href="data:,"><button onclick="${call("/clicked")}">save</button><script>${ask(`${api}/one`)}</script>`,
      );
    case "/good":
      return html(`<link rel="icon" href="data:,"><script>${ask(`${api}/allowed`)}</script>`);
    case "/waits":
      return html(`<link rel="icon" href="data:,"><script>${ask(`${api}/never`)}</script>`);
    case "/polls":
      return html(`<link rel="icon" href="data:,"><script>setInterval(() => { ${ask(`${api}/poll`)} }, 100);</script>`);
    case "/leaves":
      return html(`<script>${ask(`${api}/never`)} setTimeout(() => { location = "/good"; }, 300);</script>`);
    case "/many":
      return html(`<link rel="icon" href="data:,"><script>
        for (let n = 0; n < 5000; n++) fetch("${api}/many/" + n).catch(() => {});</script>`);
    case "/allowed":
      if (origin) response.setHeader("Access-Control-Allow-Origin", origin);
      return response.end("allowed");
    default:
      return response.end("refused");
  }
};
