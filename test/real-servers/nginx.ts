import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findNginx } from "../setup.mjs";
import { isListening } from "./port.ts";

/** The parts of nginx's configuration that differ between tests. */
export interface NginxConfig {
  /** Lines in `http { }`, outside every server. */
  readonly http?: string;
  /** Lines in `server { }`, above its locations. */
  readonly server?: string;
  readonly locations: string;
}

/** The lines of a fix by their place, which a comment in the fix names. */
export function placesOf(code: string): { http: string; server: string; location: string } {
  const places = /^(# In http \{ \}.*?\n)?(# In the server \{ \}.*?\n)?(# In(?:side)? the location.*)$/s.exec(code);
  const [, http = "", server = "", location = code] = places ?? [];
  return { http, server, location };
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

/** The errors of `nginx -t` for a configuration; "" when nginx accepts it. */
export async function testNginx(config: NginxConfig): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "cors-panel-nginx-"));
  const file = writeConfig(folder, config, 8080);
  const child = spawn(findNginx(), ["-t", "-q", "-p", folder, "-c", file, "-e", "stderr"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let errors = "";
  child.stderr.on("data", (data) => {
    errors += String(data);
  });
  const [code] = await once(child, "close");
  rmSync(folder, { recursive: true });
  return code === 0 ? "" : errors;
}

function writeConfig(folder: string, { http = "", server = "", locations }: NginxConfig, port: number): string {
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
${server}
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
    if (await isListening(port)) return;
    await sleep(20);
  }
  throw new Error(`nginx did not start: ${messages.join("")}`);
}
