import type { RequestListener } from "node:http";
import { listenHttp } from "../node/http/listen.ts";

/** One server under two host names, which makes it two origins and two sites. */
export interface TwoOrigins {
  readonly page: string;
  readonly api: string;
  readonly close: () => Promise<void>;
}

/** Starts the server on a free port of this machine. */
export async function serveTwoOrigins(listener: RequestListener): Promise<TwoOrigins> {
  const { port, close } = await listenHttp(listener);
  return { page: `http://localhost:${port}`, api: `http://127.0.0.1:${port}`, close };
}

/**
 * Pages that fetch from the server's other origin. In `/`, every part fetches as the first thing it does: the page itself,
 * a frame of the other origin with a worker, a worker with a worker of its own, a shared worker, a service worker, and a
 * popup. Only `/allowed` and `/csrf` send CORS headers, and `/never` sends no response.
 */
export const crossOriginPages: RequestListener = (request, response) => {
  const { host = "", origin } = request.headers;
  const [, port] = host.split(":");
  const [page, api] = [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
  const fetchCode = (url: string, options = "{}") => `fetch("${url}", ${options}).catch(() => {});`;
  const putCode = (path: string) => `fetch('${api}${path}', { method: 'PUT' }).catch(() => {})`;
  const html = (text: string) => response.setHeader("Content-Type", "text/html").end(`<!doctype html>${text}`);
  const script = (text: string) => response.setHeader("Content-Type", "text/javascript").end(text);
  switch (request.url) {
    case "/":
      return html(`<link rel="icon" href="data:,"><iframe src="${api}/frame"></iframe><script>
        ${fetchCode(`${api}/from/page`)} new Worker("/worker.js"); new SharedWorker("/shared.js");
        navigator.serviceWorker.register("/service.js"); window.open("/popup");</script>`);
    case "/frame":
      return html(`<script>${fetchCode(`${page}/from/frame`)} new Worker("/frame-worker.js");</script>`);
    case "/popup":
      return html(`<link rel="icon" href="data:,"><script>${fetchCode(`${api}/from/popup`)}</script>`);
    case "/quiet":
      return html('<link rel="icon" href="data:,">');
    case "/frame-worker.js":
      return script(fetchCode(`${page}/from/frame-worker`));
    case "/worker.js":
      return script(`${fetchCode(`${api}/from/worker`, '{ method: "PUT" }')} new Worker("/inner-worker.js");`);
    case "/inner-worker.js":
      return script(fetchCode(`${api}/from/inner-worker`));
    case "/shared.js":
      return script(fetchCode(`${api}/from/shared-worker`, '{ method: "PUT" }'));
    case "/service.js":
      return script(fetchCode(`${api}/from/service-worker`));
    case "/never":
      return;
    case "/missing":
      response.statusCode = 404;
      return html('<link rel="icon" href="data:,">');
    case "/one":
      return html(
        `<link rel="icon" href="data:,"><button onclick="${putCode("/clicked")}">save</button><script>${fetchCode(`${api}/one`)}</script>`,
      );
    case "/good":
      return html(`<link rel="icon" href="data:,"><script>${fetchCode(`${api}/allowed`)}</script>`);
    case "/waits":
      return html(`<link rel="icon" href="data:,"><script>${fetchCode(`${api}/never`)}</script>`);
    case "/polls":
      return html(
        `<link rel="icon" href="data:,"><script>setInterval(() => { ${fetchCode(`${api}/poll`)} }, 100);</script>`,
      );
    case "/leaves":
      return html(`<script>${fetchCode(`${api}/never`)} setTimeout(() => { location = "/good"; }, 300);</script>`);
    case "/many":
      return html(`<link rel="icon" href="data:,"><script>
        for (let n = 0; n < 5000; n++) fetch("${api}/many/" + n).catch(() => {});</script>`);
    case "/hangs":
      return html(
        `<link rel="icon" href="data:,"><script>onload = () => fetch("${api}/allowed").then(() => { for (;;); });</script>`,
      );
    case "/hanging-frame":
      return html(`<link rel="icon" href="data:,"><iframe src="${api}/loops"></iframe>`);
    case "/loops":
      return html("<script>onload = () => setTimeout(() => { for (;;); }, 200);</script>");
    case "/busy":
      return html(`<link rel="icon" href="data:,"><script>onload = () => setTimeout(() => {
        for (const end = Date.now() + 2500; Date.now() < end; ); ${fetchCode(`${api}/late`)} });</script>`);
    case "/csrf":
      response.writeHead(403, { "Access-Control-Allow-Origin": "*", "Content-Type": "text/plain" });
      return response.end(`CSRF check failed. ${"x".repeat(5000)}`);
    case "/refused-text":
      response.writeHead(403, { "Content-Type": "text/plain" });
      return response.end("Not allowed by CORS");
    case "/allowed":
      if (origin) response.setHeader("Access-Control-Allow-Origin", origin);
      return response.end("allowed");
    default:
      return response.end("refused");
  }
};
