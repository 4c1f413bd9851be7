import { type CallSite, callSitePlace } from "../explain/call-site.ts";
import { quote, quoteUrl } from "../text/quote.ts";
import { translate } from "../text/translate.ts";

/**
 * Which line of code made a request, in which page and frame, each in a sentence; "" where nothing is recorded. The first
 * sentence is the line, because short reports show only the sentences that have room.
 */
export function callSiteText(site: CallSite | undefined): string {
  if (!site) return "";
  const place = callSitePlace(site);
  const sentences = [
    ...(place === "" ? [] : [calledAt(quoteUrl(place), site.function)]),
    ...(site.page === "" ? [] : [translate`Page: ${quoteUrl(site.page)}.`]),
    ...(site.frame === "" ? [] : [translate`Frame: ${quoteUrl(site.frame)}.`]),
  ];
  return sentences.join(" ");
}

function calledAt(place: string, name: string): string {
  return name === "" ? translate`Called at ${place}.` : translate`Called at ${place} in ${quote(name)}.`;
}
