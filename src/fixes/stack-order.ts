import { type Exchange, lastHop } from "../exchange.ts";
import { stacks } from "../stacks/index.ts";
import type { Stack } from "../stacks/stack.ts";
import { type DetectedStack, detectStacks } from "./detect-stacks.ts";
import type { RequiredChanges } from "./required-changes.ts";

/**
 * Every stack: first those that the refused responses point to, then those that other responses of the server point to,
 * then the development server that may serve the page.
 */
export function stacksInOrder(chosen: readonly RequiredChanges[], onServer: readonly DetectedStack[]): Stack[] {
  const refused = chosen.flatMap(({ diagnosis: { fetch } }): Exchange[] => {
    const { preflight, actual } = lastHop(fetch);
    return [preflight, actual].filter((exchange) => exchange !== null);
  });
  const detected = [...detectStacks(refused), ...onServer];
  // Of several ranks of one stack, the first counts: a later entry of a Map replaces an earlier one.
  const ranks = new Map(detected.map(({ stack }, index) => [stack, index] as const).reverse());
  const ports = localPorts(chosen);
  const rankOf = ({ id, devPorts = [] }: Stack) =>
    ranks.get(id) ?? detected.length + (devPorts.some((port) => ports.has(port)) ? 0 : 1);
  return [...stacks].sort((a, b) => rankOf(a) - rankOf(b));
}

/** The ports of the calling pages that are on this machine. */
function localPorts(chosen: readonly RequiredChanges[]): Set<number> {
  const ports = chosen.map(
    ({ origin }) => /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\]):([0-9]+)$/.exec(origin)?.[1],
  );
  return new Set(ports.map(Number));
}
