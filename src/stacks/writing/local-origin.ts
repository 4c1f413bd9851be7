/**
 * True for the origin of a page on the developer's own machine, which no production server should allow. `tauri.localhost` is the
 * origin of installed Tauri apps.
 */
export function isLocal(origin: string): boolean {
  return /^https?:\/\/(?:localhost|(?!tauri\.)[a-z0-9-]+\.localhost|127\.0\.0\.1|\[::1\])(?::[0-9]+)?$/.test(origin);
}
