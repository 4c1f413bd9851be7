/** `npm ci` must work where a browser cannot be downloaded; `test/setup.mjs` finds or installs one. */
module.exports = { skipDownload: true };
