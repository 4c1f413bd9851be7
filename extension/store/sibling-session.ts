import type { Session } from "./session.ts";

/**
 * The session of the devtools page, where that page and this one are frames of one document, as in Chromium. Chromium may not
 * report that the panel is shown while the user docks DevTools elsewhere, and then nothing else hands over the session.
 */
export function siblingSession(): Session | undefined {
  for (let index = 0; index < parent.length; index++) {
    try {
      const session = parent[index]?.corsSession;
      if (session) return session;
    } catch {
      // The frame belongs to another extension.
    }
  }
  return undefined;
}
