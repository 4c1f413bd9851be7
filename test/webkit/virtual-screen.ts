import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";

/** A screen that shows nothing, for browsers that need one. */
export interface VirtualScreen {
  /** The value for the environment variable `DISPLAY`. */
  readonly display: string;
  readonly close: () => Promise<void>;
}

/** Starts Xvfb on the first free display, whose number it writes to the file descriptor that `-displayfd` names. */
export async function openVirtualScreen(): Promise<VirtualScreen> {
  const child = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1024x768x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const [number] = await Promise.race([
    once(child.stdio[3] as Readable, "data"),
    once(child, "exit").then(() => Promise.reject(new Error("Xvfb ended before its screen was there."))),
  ]);
  return {
    display: `:${String(number).trim()}`,
    async close() {
      const ended = once(child, "exit");
      kill();
      await ended;
      process.off("exit", kill);
    },
  };
}
