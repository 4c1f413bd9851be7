/**
 * What setup needs of the machine. It runs before anything is installed, so it is plain JavaScript that imports `node:` only.
 */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { fileURLToPath } from "node:url";

/** The root folder of this repository. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * The machine as setup sees and changes it. Tests pass in a fake one.
 * @typedef {object} Machine
 * @property {string} platform
 * @property {Readonly<Record<string, string | undefined>>} env
 * @property {string} home
 * @property {boolean} isRoot
 * @property {(path: string) => boolean} isExecutable
 * @property {(folder: string) => readonly string[]} list the names in a folder; none where it does not exist
 * @property {(file: string) => unknown} readJson the file's value, or `undefined` where it does not exist
 * @property {(command: string, args: readonly string[], options?: RunOptions) => boolean} run whether it succeeded
 * @property {(line: string) => void} say
 */

/** @typedef {{ readonly quiet?: boolean, readonly timeout?: number }} RunOptions */

/** @returns {Machine} */
export function thisMachine() {
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
