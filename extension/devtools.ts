import browser from "webextension-polyfill";

await browser.devtools.panels.create("CORS", "/extension/icons/32.png", "/extension/panel.html");
