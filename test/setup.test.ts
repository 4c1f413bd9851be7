import { expect, test } from "vitest";
import { findBrowser, findFirefox, findNginx, findWebKitDriver, setUp } from "./setup.mjs";

test("finds Chromium on the PATH before Google Chrome", () => {
  const { machine } = fakeMachine({ programs: ["/opt/bin/google-chrome", "/opt/bin/chromium"] });
  expect(findBrowser(machine)).toBe("/opt/bin/chromium");
});

test("takes Google Chrome where there is nothing else", () => {
  const { machine } = fakeMachine({ programs: ["/opt/bin/google-chrome"] });
  expect(findBrowser(machine)).toBe("/opt/bin/google-chrome");
});

test("prefers the browser that CHROME_PATH names", () => {
  const { machine } = fakeMachine({
    env: { CHROME_PATH: "/my/chrome" },
    programs: ["/my/chrome", "/opt/bin/chromium"],
  });
  expect(findBrowser(machine)).toBe("/my/chrome");
});

test("names a variable that points to no file, and takes no other browser", () => {
  const { machine } = fakeMachine({ env: { CHROME_PATH: "/gone" }, programs: ["/opt/bin/chromium"] });
  expect(() => findBrowser(machine)).toThrow("CHROME_PATH is set to /gone, which is not an executable file.");
});

test("finds a browser among the applications on macOS", () => {
  const app = "/Applications/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing";
  const { machine } = fakeMachine({ platform: "darwin", programs: [app] });
  expect(findBrowser(machine)).toBe(app);
});

test("takes the newest browser that Puppeteer downloaded", () => {
  const builds = "/home/me/.cache/puppeteer/chrome";
  const { machine } = fakeMachine({
    programs: [`${builds}/linux-99.0.1/chrome-linux64/chrome`, `${builds}/linux-141.0.2/chrome-linux64/chrome`],
    folders: {
      [builds]: ["linux-99.0.1", "linux-141.0.2"],
      [`${builds}/linux-99.0.1`]: ["chrome-linux64"],
      [`${builds}/linux-141.0.2`]: ["chrome-linux64"],
    },
  });
  expect(findBrowser(machine)).toBe(`${builds}/linux-141.0.2/chrome-linux64/chrome`);
});

test("finds Firefox: Debian's extended support release before others, and the application on macOS", () => {
  const { machine } = fakeMachine({ programs: ["/opt/bin/firefox", "/usr/bin/firefox-esr"] });
  expect(findFirefox(machine)).toBe("/usr/bin/firefox-esr");
  const app = "/Applications/Firefox.app/Contents/MacOS/firefox";
  expect(findFirefox(fakeMachine({ platform: "darwin", programs: [app] }).machine)).toBe(app);
});

test("finds nginx in /usr/sbin, which few users have on their PATH", () => {
  const { machine } = fakeMachine({ programs: ["/usr/sbin/nginx"] });
  expect(findNginx(machine)).toBe("/usr/sbin/nginx");
});

test("finds WebKit's driver where there is a screen for it", () => {
  const { machine } = fakeMachine({ programs: ["/usr/bin/WebKitWebDriver", "/usr/bin/Xvfb"] });
  expect(findWebKitDriver(machine)).toBe("/usr/bin/WebKitWebDriver");
  const withoutScreen = fakeMachine({ programs: ["/usr/bin/WebKitWebDriver"] }).machine;
  expect(() => findWebKitDriver(withoutScreen)).toThrow("install WebKitGTK's driver and Xvfb");
});

test("runs no command and prints nothing where nothing is missing", () => {
  const { machine, commands, said } = fakeMachine({ programs: ["/opt/bin/chromium", "/usr/sbin/nginx"] });
  setUp(["chromium", "nginx"], machine);
  expect(commands).toEqual([]);
  expect(said).toEqual([]);
});

test.each([
  ["missing", undefined],
  ["stale", { packages: { "node_modules/vite": { version: "7.0.0" } } }],
])("installs dependencies that are %s", (_, installed) => {
  const { machine, commands } = fakeMachine({ installed });
  setUp([], machine);
  expect(commands).toEqual(["npm ci --include=dev --no-audit --no-fund --loglevel=error"]);
});

test("throws when npm fails", () => {
  const { machine } = fakeMachine({ installed: undefined, failing: /^npm ci/ });
  expect(() => setUp([], machine)).toThrow("`npm ci` failed.");
});

test("installs Debian's Chromium as root when the download fails", () => {
  const { machine, commands } = fakeMachine({
    isRoot: true,
    programs: ["/usr/bin/apt-get"],
    failing: /^npx/,
    installs: { chromium: "/opt/bin/chromium" },
  });
  setUp(["chromium"], machine);
  expect(commands).toEqual([
    "npx --no-install puppeteer browsers install chrome",
    "env DEBIAN_FRONTEND=noninteractive apt-get -qq update",
    "env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends chromium fonts-liberation",
  ]);
});

test("uses sudo only when it needs no password", () => {
  const withSudo = fakeMachine({ programs: ["/usr/bin/apt-get"], installs: { nginx: "/usr/sbin/nginx" } });
  setUp(["nginx"], withSudo.machine);
  expect(withSudo.commands).toContain("sudo -n env DEBIAN_FRONTEND=noninteractive apt-get -qq update");

  const without = fakeMachine({ programs: ["/usr/bin/apt-get"], failing: /^sudo/ });
  expect(() => setUp(["nginx"], without.machine)).toThrow("No nginx found: install it");
  expect(without.commands).toEqual(["sudo -n true"]);
});

test("throws one line that says what to install", () => {
  const { machine } = fakeMachine({ failing: /^npx/ });
  expect(() => setUp(["chromium"], machine)).toThrow(/^No browser found: install .*$/);
});

type Options = {
  readonly platform?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly isRoot?: boolean;
  readonly programs?: readonly string[];
  readonly folders?: Readonly<Record<string, readonly string[]>>;
  readonly installed?: unknown;
  readonly failing?: RegExp;
  readonly installs?: Readonly<Record<string, string>>;
};

const lock = {
  packages: { "": {}, "node_modules/vite": { version: "8.3.8" }, "node_modules/other-os": { optional: true } },
};

/** A machine without real files or commands. `installs` maps each package to the program that its installation adds. */
function fakeMachine(options: Options) {
  const { platform = "linux", env = {}, isRoot = false, folders = {}, failing, installs = {} } = options;
  const installed = "installed" in options ? options.installed : lock;
  const programs = new Set(options.programs);
  const commands: string[] = [];
  const said: string[] = [];
  const machine: NonNullable<Parameters<typeof findBrowser>[0]> = {
    platform,
    env: { PATH: "/usr/bin:/opt/bin", ...env },
    home: "/home/me",
    isRoot,
    isExecutable: (path) => programs.has(path),
    list: (folder) => folders[folder] ?? [],
    readJson: (file) => (file.includes("node_modules") ? installed : lock),
    run: (command, args) => {
      const line = [command, ...args].join(" ");
      commands.push(line);
      if (failing?.test(line)) return false;
      const installedPackage = args.includes("install") ? args.find((arg) => arg in installs) : undefined;
      if (installedPackage !== undefined) programs.add(installs[installedPackage] ?? "");
      return true;
    },
    say: (line) => said.push(line),
  };
  return { machine, commands, said };
}
