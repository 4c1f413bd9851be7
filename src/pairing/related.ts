import type { Exchange } from "../exchange.ts";
import { isRedirect } from "../fetch/status.ts";

/**
 * An exchange to which no other one is known to belong, or several that may belong together. Most exchanges stay alone: then they
 * need no other object, which would make each garbage collection of a large recording longer.
 */
export type Group = Exchange | Related;

/** Exchanges that may belong together. */
export interface Related {
  exchanges: Exchange[];
  readonly keys: string[];
  /** When the last of them ended. */
  end: number;
}

export function isRelated(group: Group): group is Related {
  return "exchanges" in group;
}

/** When the last exchange of a group ended. */
export function endOf(group: Group): number {
  return isRelated(group) ? group.end : group.endedAt;
}

/**
 * Groups of exchanges that may belong together, because they have the same URL, because one redirects to the URL of the other, or
 * because they have the same request number. A group grows as long as `mayStillGrow` says so by its end and the time.
 */
export function createGroups(mayStillGrow: (end: number, time: number) => boolean) {
  const byKey = new Map<string, Group>();
  let open: Group[] = [];
  /** Those in `open` that have been taken, or have become part of others. */
  const gone = new Set<Group>();
  let size = 0;
  let earliestEnd = Number.POSITIVE_INFINITY;

  /** A group that is ready for more exchanges, in the place of another, or the group itself. */
  const toRelated = (group: Group): Related => {
    if (isRelated(group)) return group;
    const related = { exchanges: [group], keys: keysOf(group), end: group.endedAt };
    replace(group, related);
    return related;
  };

  const replace = (group: Exchange, related: Related) => {
    // It keeps the group's place, which is mostly near the end: a preflight and its request start one after the other.
    open[open.lastIndexOf(group)] = related;
    for (const key of related.keys) if (byKey.get(key) === group) byKey.set(key, related);
  };

  /** Adds an exchange to a group that it may belong to. */
  const join = (group: Group, exchange: Exchange, end: number): Related => {
    if (isRelated(group)) {
      group.exchanges.push(exchange);
      group.end = Math.max(group.end, end);
      return group;
    }
    // Both at once: an array to which one is pushed has room for 16 more.
    const related = { exchanges: [group, exchange], keys: keysOf(group), end: Math.max(group.endedAt, end) };
    replace(group, related);
    return related;
  };

  /** Merges the smaller of the two into the larger one, and returns that. */
  const merge = (known: Related, added: Related): Related => {
    const [into, other] = known.exchanges.length < added.exchanges.length ? [added, known] : [known, added];
    for (const exchange of other.exchanges) into.exchanges.push(exchange);
    for (const key of other.keys) {
      into.keys.push(key);
      byKey.set(key, into);
    }
    into.end = Math.max(into.end, other.end);
    gone.add(other);
    return into;
  };

  const growing = (key: string, time: number) => {
    const known = byKey.get(key);
    return known && mayStillGrow(endOf(known), time) ? known : undefined;
  };

  /** Adds an exchange to the groups that these keys lead to, which become one; false where they lead to none. */
  const addToOthers = (exchange: Exchange, keys: readonly string[], start: number, end: number): boolean => {
    let related: Related | null = null;
    for (const key of keys) {
      const known = growing(key, start);
      if (!known || known === related) continue;
      related = related ? merge(toRelated(known), related) : join(known, exchange, end);
    }
    if (!related) return false;
    for (const key of keys) {
      if (byKey.get(key) === related) continue;
      related.keys.push(key);
      byKey.set(key, related);
    }
    return true;
  };

  const remove = (group: Group, list: Exchange[]) => {
    for (const key of isRelated(group) ? group.keys : keysOf(group)) if (byKey.get(key) === group) byKey.delete(key);
    if (isRelated(group)) for (const exchange of group.exchanges) list.push(exchange);
    else list.push(group);
    size -= isRelated(group) ? group.exchanges.length : 1;
  };

  return {
    /** How many exchanges there are. */
    size: () => size,
    /** No group ended earlier; there may be none that ended then. */
    earliestEnd: () => earliestEnd,
    /** All groups, in the order in which they began. Of two that became one, the larger one keeps its place. */
    all(): readonly Group[] {
      if (gone.size > 0) open = open.filter((group) => !gone.has(group));
      gone.clear();
      return open;
    },
    add(exchange: Exchange, start: number, end: number) {
      size += 1;
      earliestEnd = Math.min(earliestEnd, end);
      const keys = keysOf(exchange);
      if (addToOthers(exchange, keys, start, end)) return;
      const group = exchange.endedAt === end ? exchange : { exchanges: [exchange], keys, end };
      open.push(group);
      for (const key of keys) byKey.set(key, group);
    },
    /** Removes a group, and adds its exchanges to a list. */
    take(group: Group, list: Exchange[]) {
      remove(group, list);
      gone.add(group);
    },
    /** Removes the groups for whose end `isTaken` is true, adds their exchanges to a list, and returns the latest end of them. */
    takeWhere(isTaken: (end: number) => boolean, list: Exchange[]): number {
      let latestEnd = Number.NEGATIVE_INFINITY;
      earliestEnd = Number.POSITIVE_INFINITY;
      const kept: Group[] = [];
      for (const group of open) {
        if (gone.has(group)) continue;
        const end = endOf(group);
        if (isTaken(end)) {
          latestEnd = Math.max(latestEnd, end);
          remove(group, list);
        } else {
          earliestEnd = Math.min(earliestEnd, end);
          kept.push(group);
        }
      }
      open = kept;
      gone.clear();
      return latestEnd;
    },
    /** Removes all exchanges of a group but these, the last of which ended then. */
    keep(related: Related, exchanges: Exchange[], end: number) {
      size -= related.exchanges.length - exchanges.length;
      related.exchanges = exchanges;
      related.end = end;
      earliestEnd = Math.min(earliestEnd, end);
    },
  };
}

function keysOf(exchange: Exchange): string[] {
  const { url, redirectUrl, requestId, initiator } = exchange;
  const keys = [url];
  if (redirectUrl !== "" && isRedirect(exchange)) keys.push(redirectUrl);
  // The prefix makes it no URL.
  if (requestId !== "") keys.push(`# ${requestId}`);
  if (initiator.requestId !== "") keys.push(`# ${initiator.requestId}`);
  return keys;
}
