/**
 * Finds browsers and nginx on the machine. It runs before anything is installed, so it is plain JavaScript that imports
 * `node:` only.
 */
import { delimiter, join } from "node:path";

/** @import { Machine } from "./machine.mjs" */

/**
 * The browser that the user names, or the first one found. Google Chrome comes last because it ignores `--load-extension`
 * and takes an extension only from Puppeteer's `enableExtensions` over a pipe.
 * @param {Machine} machine
 */
export function locateBrowser(machine) {
  return (
    namedByUser(["CHROME_PATH", "PUPPETEER_EXECUTABLE_PATH"], machine) ??
    [
      ...onPath(["chromium", "chromium-browser", "google-chrome-for-testing", "chrome-for-testing", "chrome"], machine),
      ...applications(["Chromium", "Google Chrome for Testing"], machine),
      ...puppeteerCache(machine),
      ...onPath(["google-chrome", "google-chrome-stable"], machine),
      ...applications(["Google Chrome"], machine),
    ].find(machine.isExecutable)
  );
}

/** @param {Machine} machine */
export function locateFirefox(machine) {
  return (
    namedByUser(["FIREFOX_PATH"], machine) ??
    [
      ...onPath(["firefox-esr", "firefox"], machine),
      ...applications(["Firefox"], machine).map((path) => path.replace(/Firefox$/, "firefox")),
    ].find(machine.isExecutable)
  );
}

/**
 * WebKitGTK's driver, which starts the MiniBrowser beside it. Both need a screen: `Xvfb` is one that shows nothing.
 * @param {Machine} machine
 */
export function locateWebKitDriver(machine) {
  if (!onPath(["Xvfb"], machine).some(machine.isExecutable)) return;
  return (
    namedByUser(["WEBKIT_DRIVER_PATH"], machine) ?? onPath(["WebKitWebDriver"], machine).find(machine.isExecutable)
  );
}

/** @param {Machine} machine */
export function locateNginx(machine) {
  const folders = ["/usr/sbin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/bin"];
  const elsewhere = folders.map((folder) => join(folder, "nginx"));
  return (
    namedByUser(["NGINX_PATH"], machine) ?? [...onPath(["nginx"], machine), ...elsewhere].find(machine.isExecutable)
  );
}

/**
 * @param {readonly string[]} variables
 * @param {Machine} machine
 */
function namedByUser(variables, { env, isExecutable }) {
  const variable = variables.find((name) => env[name]);
  if (variable === undefined) return;
  const path = env[variable] ?? "";
  if (!isExecutable(path)) throw new Error(`${variable} is set to ${path}, which is not an executable file.`);
  return path;
}

/**
 * @param {readonly string[]} names
 * @param {Machine} machine
 */
function onPath(names, { env, platform }) {
  const folders = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const extension = platform === "win32" ? ".exe" : "";
  return names.flatMap((name) => folders.map((folder) => join(folder, name + extension)));
}

/**
 * @param {readonly string[]} names
 * @param {Machine} machine
 */
function applications(names, { platform, home }) {
  if (platform !== "darwin") return [];
  const folders = ["/Applications", join(home, "Applications")];
  return names.flatMap((name) => folders.map((folder) => join(folder, `${name}.app`, "Contents", "MacOS", name)));
}

/**
 * The paths of browsers that Puppeteer downloaded, newest first: `chrome/linux-156.0.8078.73/chrome-linux64/chrome`.
 * @param {Machine} machine
 */
function puppeteerCache({ env, home, list }) {
  const builds = join(env.PUPPETEER_CACHE_DIR ?? join(home, ".cache", "puppeteer"), "chrome");
  const app = "Google Chrome for Testing";
  return [...list(builds)]
    .sort((a, b) => b.localeCompare(a, "en", { numeric: true }))
    .map((build) => join(builds, build))
    .flatMap((build) => list(build).map((folder) => join(build, folder)))
    .flatMap((folder) =>
      ["chrome", "chrome.exe", join(`${app}.app`, "Contents", "MacOS", app)].map((file) => join(folder, file)),
    );
}
