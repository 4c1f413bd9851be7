/**
 * Makes `npm start` and `npm test` work from a fresh clone: installs dependencies, browsers and nginx where they are
 * missing. It runs before anything is installed, so it is plain JavaScript that imports `node:` only.
 *
 *     node test/setup.mjs [chromium] [firefox] [webkit] [nginx]
 */
import { realpathSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { locateBrowser, locateFirefox, locateNginx, locateWebKitDriver } from "./locate-tools.mjs";
import { root, thisMachine } from "./machine.mjs";

/** @import { Machine } from "./machine.mjs" */

/** In milliseconds. */
const minutes = 60_000;

/** @typedef {{ readonly locate: (machine: Machine) => string | undefined, readonly debian: readonly string[], readonly otherwise: string }} Tool */

/** @satisfies {Readonly<Record<string, Tool>>} */
const tools = {
  chromium: {
    locate: locateBrowser,
    debian: ["chromium", "fonts-liberation"],
    otherwise:
      "No browser found: install Chromium, Chrome for Testing (`npx puppeteer browsers install chrome`) or Google Chrome 137 or newer, or let CHROME_PATH name one.",
  },
  firefox: {
    locate: locateFirefox,
    debian: ["firefox-esr"],
    otherwise: "No Firefox found: install it (`apt-get install firefox-esr`) or let FIREFOX_PATH name one.",
  },
  webkit: {
    locate: locateWebKitDriver,
    debian: ["webkit2gtk-driver", "xvfb"],
    otherwise:
      "No WebKit found: install WebKitGTK's driver and Xvfb (`apt-get install webkit2gtk-driver xvfb`) or let WEBKIT_DRIVER_PATH name the driver.",
  },
  nginx: {
    locate: locateNginx,
    debian: ["nginx"],
    otherwise: "No nginx found: install it (`apt-get install nginx`, `brew install nginx`) or let NGINX_PATH name one.",
  },
};

/**
 * Installs what is missing. Where that fails, it throws an error of one line that says what to install by hand.
 * @param {readonly string[]} names of tools
 * @param {Machine} [machine]
 */
export function setUp(names, machine = thisMachine()) {
  installDependencies(machine);
  for (const name of names) {
    if (!isTool(name)) throw new Error(`Unknown tool "${name}": setup knows ${Object.keys(tools).join(" and ")}.`);
    const tool = tools[name];
    if (tool.locate(machine) !== undefined) continue;
    if (name === "chromium" && downloadBrowser(machine)) continue;
    if (installDebianPackages(tool.debian, machine) && tool.locate(machine) !== undefined) continue;
    throw new Error(tool.otherwise);
  }
}

/**
 * The path of the browser to load the extension into; `findFirefox`, `findWebKitDriver` and `findNginx` return theirs. They throw where there
 * is none.
 * @param {Machine} [machine]
 */
export function findBrowser(machine = thisMachine()) {
  return locate("chromium", machine);
}

/** @param {Machine} [machine] */
export function findFirefox(machine = thisMachine()) {
  return locate("firefox", machine);
}

/** @param {Machine} [machine] */
export function findWebKitDriver(machine = thisMachine()) {
  return locate("webkit", machine);
}

/** @param {Machine} [machine] */
export function findNginx(machine = thisMachine()) {
  return locate("nginx", machine);
}

/**
 * @param {keyof typeof tools} name
 * @param {Machine} machine
 */
function locate(name, machine) {
  const path = tools[name].locate(machine);
  if (path === undefined) throw new Error(tools[name].otherwise);
  return path;
}

/**
 * Runs `npm ci` unless `node_modules` has every package of the lock file in its version.
 * @param {Machine} machine
 */
function installDependencies(machine) {
  const wanted = packagesOf(machine.readJson(join(root, "package-lock.json")));
  const installed = packagesOf(machine.readJson(join(root, "node_modules", ".package-lock.json")));
  const isMissing = Object.entries(wanted).some(
    ([path, { version, optional, devOptional }]) =>
      path !== "" && !optional && !devOptional && installed[path]?.version !== version,
  );
  if (!isMissing) return;
  machine.say("Installing dependencies …");
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  if (!machine.run("npm", args, { timeout: 10 * minutes })) throw new Error("`npm ci` failed.");
}

/** @typedef {Readonly<Record<string, { version?: string, optional?: boolean, devOptional?: boolean }>>} LockedPackages */

/**
 * @param {unknown} lockFile
 * @returns {LockedPackages}
 */
function packagesOf(lockFile) {
  return /** @type {{ packages?: LockedPackages } | undefined} */ (lockFile)?.packages ?? {};
}

/**
 * Downloads a browser, and returns whether it starts: shared libraries that it needs may be missing on this machine.
 * @param {Machine} machine
 */
function downloadBrowser(machine) {
  machine.say("No browser found: downloading Chrome for Testing …");
  machine.run("npx", ["--no-install", "puppeteer", "browsers", "install", "chrome"], {
    quiet: true,
    timeout: 5 * minutes,
  });
  const browser = locateBrowser(machine);
  return browser !== undefined && machine.run(browser, ["--version"], { quiet: true, timeout: minutes });
}

/**
 * @param {readonly string[]} packages
 * @param {Machine} machine
 */
function installDebianPackages(packages, { isExecutable, isRoot, run, say }) {
  if (!isExecutable("/usr/bin/apt-get")) return false;
  if (!isRoot && !run("sudo", ["-n", "true"], { quiet: true })) return false;
  const command = [...(isRoot ? [] : ["sudo", "-n"]), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"];
  const aptGet = (/** @type {readonly string[]} */ ...args) =>
    run(command[0] ?? "", [...command.slice(1), ...args], { timeout: 15 * minutes });
  say(`Installing Debian packages: ${packages.join(", ")} …`);
  return aptGet("update") && aptGet("install", "-y", "--no-install-recommends", ...packages);
}

/**
 * @param {string} name
 * @returns {name is keyof typeof tools}
 */
function isTool(name) {
  return Object.hasOwn(tools, name);
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    setUp(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}
