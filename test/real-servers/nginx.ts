import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findNginx } from "../setup.mjs";

/** What one configuration of nginx consists of. */
export interface NginxConfig {
  /** Lines in `http { }`, outside every server. */
  readonly http?: string;
  readonly locations: string;
}

/** Divides a generated fix by the comments that tell its places. */
export function placesOf(code: string): { http: string; location: string } {
  const [, http = "", location = code] = /^(# In http \{ \}.*?\n\n)(# Inside .*)$/s.exec(code) ?? [];
  return { http, location };
}

/** Runs nginx on a port until it is closed. */
export async function startNginx(port: number, config: NginxConfig): Promise<{ close: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "cors-panel-nginx-"));
  const file = writeConfig(folder, config, port);
  const child = spawn(findNginx(), ["-p", folder, "-c", file, "-e", "stderr"], { stdio: ["ignore", "ignore", "pipe"] });
  const messages: string[] = [];
  child.stderr.on("data", (data) => messages.push(String(data)));
  await untilListening(port, child, messages);
  return {
    async close() {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

/** What `nginx -t` says of a configuration; "" when it accepts it. */
export async function testNginx(config: NginxConfig): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "cors-panel-nginx-"));
  const file = writeConfig(folder, config, 8080);
  const child = spawn(findNginx(), ["-t", "-q", "-p", folder, "-c", file, "-e", "stderr"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (data) => {
    said += String(data);
  });
  const [code] = await once(child, "close");
  rmSync(folder, { recursive: true });
  return code === 0 ? "" : said;
}

function writeConfig(folder: string, { http = "", locations }: NginxConfig, port: number): string {
  mkdirSync(join(folder, "files", "api"), { recursive: true });
  for (const name of ["x", "y"]) writeFileSync(join(folder, "files", "api", name), "{}");
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  const config = `daemon off;
master_process off;
pid ${folder}/nginx.pid;
events {}
http {
access_log off;
${temporary.join("\n")}
${http}
server {
listen 127.0.0.1:${port};
${locations}
}
}
`;
  const file = join(folder, "nginx.conf");
  writeFileSync(file, config);
  return file;
}

async function untilListening(port: number, child: ChildProcess, messages: readonly string[]): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (child.exitCode !== null) break;
    if (await accepts(port)) return;
    await sleep(20);
  }
  throw new Error(`nginx did not start: ${messages.join("")}`);
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("close", () => socket.destroy());
    socket.once("connect", () => socket.end());
  });
}
