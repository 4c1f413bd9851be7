/** A signal that is aborted by Ctrl-C and by SIGTERM or SIGHUP; they end the process again after `release`. */
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
