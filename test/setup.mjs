/**
 * Makes `npm start` and `npm test` work from a bare clone: dependencies, browsers, nginx.
 * It runs before anything is installed, so it is plain JavaScript that imports `node:` only.
 *
 *     node test/setup.mjs [chromium] [firefox] [nginx]
 */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const minutes = 60_000;

/**
 * What setup sees of the machine and does to it; tests hand in another one.
 * @typedef {object} Machine
 * @property {string} platform
 * @property {Readonly<Record<string, string | undefined>>} env
 * @property {string} home
 * @property {boolean} isRoot
 * @property {(path: string) => boolean} isExecutable
 * @property {(folder: string) => readonly string[]} list
 * @property {(file: string) => unknown} readJson what the file holds, or `undefined`
 * @property {(command: string, args: readonly string[], options?: RunOptions) => boolean} run whether it ended well
 * @property {(line: string) => void} say
 */

/** @typedef {{ readonly quiet?: boolean, readonly timeout?: number }} RunOptions */

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
  nginx: {
    locate: locateNginx,
    debian: ["nginx"],
    otherwise: "No nginx found: install it (`apt-get install nginx`, `brew install nginx`) or let NGINX_PATH name one.",
  },
};

/**
 * Installs what is missing, and throws one line that says what to install by hand where it cannot.
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
 * The browser to load the extension into.
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
 * Google Chrome comes last: it ignores `--load-extension`, and takes an extension only from Puppeteer's
 * `enableExtensions` over a pipe.
 * @param {Machine} machine
 */
function locateBrowser(machine) {
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
function locateFirefox(machine) {
  return (
    namedByUser(["FIREFOX_PATH"], machine) ??
    [
      ...onPath(["firefox-esr", "firefox"], machine),
      ...applications(["Firefox"], machine).map((path) => path.replace(/Firefox$/, "firefox")),
    ].find(machine.isExecutable)
  );
}

/** @param {Machine} machine */
function locateNginx(machine) {
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
 * Where Puppeteer keeps the browsers that it downloaded, newest first: `chrome/linux-156.0.8078.73/chrome-linux64/chrome`.
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

/**
 * Runs `npm ci` unless `node_modules` holds every package of the lock file in its version.
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
 * A download may end well and still lack the shared libraries that it needs, so it must start once.
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

/** @returns {Machine} */
function thisMachine() {
  const { env, platform } = process;
  return {
    platform,
    env,
    home: homedir(),
    isRoot: process.getuid?.() === 0,
    isExecutable: (path) => {
      try {
        accessSync(path, constants.X_OK);
        return statSync(path).isFile();
      } catch {
        return false;
      }
    },
    list: (folder) => (existsSync(folder) ? readdirSync(folder) : []),
    readJson: (file) => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined),
    run: (command, args, { quiet = false, timeout } = {}) => {
      const stdio = quiet ? "ignore" : /** @type {["ignore", 2, 2]} */ (["ignore", 2, 2]);
      return spawnSync(command, args, { cwd: root, stdio, timeout, shell: platform === "win32" }).status === 0;
    },
    say: (line) => process.stderr.write(`${line}\n`),
  };
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    setUp(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}
