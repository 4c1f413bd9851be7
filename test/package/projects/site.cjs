// A site for the projects: its pages fetch from an API of another origin, which allows only paths that begin with /open.

const { createServer } = require("node:http");
const { once } = require("node:events");

/** Returns the addresses of the site and of its API, and a function that ends both. */
async function serveSite() {
  const api = createServer((request, response) => {
    const granted = request.url.startsWith("/open") ? { "Access-Control-Allow-Origin": "*" } : {};
    response.writeHead(200, granted).end("{}");
  });
  await once(api.listen(0), "listening");
  const apiUrl = `http://127.0.0.1:${api.address().port}`;
  const fetchFrom = (path) => `fetch("${apiUrl}${path}").catch(() => {});`;
  const scripts = {
    "/allowed": fetchFrom("/open"),
    "/refused": fetchFrom("/orders"),
    "/put": `fetch("${apiUrl}/open", { method: "PUT" }).catch(() => {});`,
    "/opener": 'window.open("/quiet");',
    "/frame": 'document.write("<iframe src=/refused></iframe>");',
    "/bundled": 'document.write("<script src=/assets/main.js></" + "script>");',
    "/register": 'navigator.serviceWorker.register("/worker.js");',
  };
  const site = createServer((request, response) => {
    if (request.url === "/worker.js")
      return response.writeHead(200, { "Content-Type": "text/javascript" }).end(fetchFrom("/orders"));
    if (request.url === "/assets/main.js")
      return response
        .writeHead(200, { "Content-Type": "text/javascript" })
        .end(`${fetchFrom("/orders")}\n${sourceMap}`);
    response.writeHead(200, { "Content-Type": "text/html" });
    response.end(
      `<!doctype html><title>Orders</title><link rel="icon" href="data:,"><script>${scripts[request.url] ?? ""}</script>`,
    );
  });
  await once(site.listen(0), "listening");
  const close = () => {
    for (const server of [site, api]) server.close().closeAllConnections();
  };
  return { siteUrl: `http://localhost:${site.address().port}`, apiUrl, close };
}

/** Its one mapping says that the first line is made from line 7, column 9 of src/main.ts. */
const sourceMap = `//# sourceMappingURL=data:application/json,${encodeURIComponent(
  JSON.stringify({ version: 3, sources: ["/src/main.ts"], names: [], mappings: "AAMQ" }),
)}`;

/** Chromium's sandbox does not work for root. */
const launchOptions = {
  executablePath: process.env.CHROME_PATH,
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
};

module.exports = { serveSite, launchOptions };
