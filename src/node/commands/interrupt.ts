/** What ends a command from outside, until it is released: Ctrl-C, and a polite kill. */
export function onInterrupt(): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const abort = () => controller.abort();
  for (const name of signals) process.on(name, abort);
  return {
    signal: controller.signal,
    release() {
      for (const name of signals) process.off(name, abort);
    },
  };
}

const signals = ["SIGHUP", "SIGINT", "SIGTERM"] as const;
