/** Puppeteer downloads no browser, so that `npm ci` works offline. `test/setup.mjs` finds or installs a browser. */
module.exports = { skipDownload: true };
