import { caches } from "./caches.ts";
import { contexts } from "./contexts.ts";
import { credentials } from "./credentials.ts";
import { healthy } from "./healthy.ts";
import { lists } from "./lists.ts";
import { lookalikes } from "./lookalikes.ts";
import { missing } from "./missing.ts";
import { origin } from "./origin.ts";
import { preflight } from "./preflight.ts";
import { redirects } from "./redirects.ts";
import type { Group, Scene } from "./scene.ts";

/**
 * Every scene of the playground, in groups of similar mistakes.
 *
 * Three causes have no scene. `insecure-local-network`, `local-network-access-denied` and `local-network-address-mismatch`
 * need a page from a public address, and on one machine both page and server have the loopback address.
 */
export const groups: readonly Group[] = [
  missing,
  origin,
  credentials,
  preflight,
  lists,
  redirects,
  caches,
  contexts,
  lookalikes,
  healthy,
];

export const scenes: readonly Scene[] = groups.flatMap((group) => group.scenes);
