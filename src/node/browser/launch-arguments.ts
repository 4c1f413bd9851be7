import { userInfo } from "node:os";

/** The arguments with which Chromium starts quickly and without traffic of its own. */
export function launchArguments(): string[] {
  return [
    // Chromium's sandbox does not work for root.
    ...(userInfo().uid === 0 ? ["--no-sandbox"] : []),
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1600,1000",
  ];
}
