import type { Exchange } from "../../src/index.ts";
import type { Navigation } from "./recorder.ts";

/**
 * The navigations with the ids of their documents, by which the first requests of a document are known as its own: the event
 * of a navigation comes after them. Gives `known`, the navigations of the call before, where nothing changed.
 */
export function withPages(
  navigations: readonly Navigation[],
  exchanges: readonly Exchange[],
  known: readonly Navigation[],
): readonly Navigation[] {
  if (navigations.length === 0) return navigations;
  const documents = exchanges.filter(({ resourceType, page }) => resourceType === "document" && page !== "");
  let next = Number.POSITIVE_INFINITY;
  const fromLast = navigations.toReversed().map((navigation): Navigation => {
    const url = navigation.url.split("#")[0];
    const document = documents.findLast(
      (one) => one.startedAt < next && one.url === url && mayBelong(one, navigation.at),
    );
    if (!document) return navigation;
    next = document.startedAt;
    return { ...navigation, at: Math.min(navigation.at, document.startedAt), page: document.page };
  });
  const found = fromLast.toReversed();
  const isSame = found.length === known.length && found.every((one, index) => isEqual(one, known[index]));
  return isSame ? known : found;
}

/** A navigation begins before its document's request, maybe with redirects, or is reported while the document comes in. */
function mayBelong({ startedAt, endedAt }: Exchange, navigatedAt: number): boolean {
  return startedAt <= navigatedAt + 10_000 && endedAt >= navigatedAt - 1000;
}

function isEqual(one: Navigation, other: Navigation | undefined): boolean {
  return one.at === other?.at && one.url === other.url && one.page === other.page;
}
