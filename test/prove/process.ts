import { type SpawnOptions, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isListening } from "../real-servers/port.ts";
import type { Running } from "../real-servers/targets.ts";

/** A program with its arguments. */
export type Command = readonly [string, ...string[]];

/** Whether a command exits with 0, which shows that a target's tools are installed. */
export function succeeds([program, ...args]: Command): boolean {
  return spawnSync(program, args, { stdio: "ignore" }).status === 0;
}

/** Files in a temporary folder, which a server that changes to another user can read. */
export function folderWith(files: Readonly<Record<string, string>>): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "cors-panel-prove-"));
  chmodSync(path, 0o755);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Runs a command to its end, and throws where it fails. */
export async function run([program, ...args]: Command, options: SpawnOptions): Promise<void> {
  const child = spawn(program, args, { ...options, stdio: ["ignore", "ignore", "pipe"] });
  let output = "";
  child.stderr?.on("data", (data) => {
    output += String(data);
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`${program} failed: ${output}`);
}

/** Starts a server, and waits until it accepts connections and its output matches `ready`. */
export async function startServer(
  [program, ...args]: Command,
  port: number,
  options: SpawnOptions = {},
  ready = /(?:)/,
): Promise<Running> {
  const child = spawn(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (data) => {
      output += String(data);
    });
  }
  const ended = once(child, "exit");
  const close = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGTERM");
    await Promise.race([ended, sleep(3000).then(() => child.kill("SIGKILL"))]);
    await ended;
  };
  for (let tries = 0; tries < 600 && child.exitCode === null; tries++) {
    if (ready.test(output) && (await isListening(port))) return { close };
    await sleep(50);
  }
  await close();
  throw new Error(`${program} did not start: ${output}`);
}
