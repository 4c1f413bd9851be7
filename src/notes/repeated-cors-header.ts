import { quoteAll } from "../quote.ts";
import { defineNote, type Passed } from "./note.ts";

export const repeatedCorsHeader = defineNote({
  id: "repeated-cors-header",
  title: "A CORS header is sent twice, by two layers",
  mode: "cors",
  detect(passed) {
    const names = repeated(passed);
    return names.length === 0 ? undefined : `two lines of ${quoteAll(names)}`;
  },
  explain: () =>
    "It passes for this call, and not for one with credentials, or once `Access-Control-Allow-Origin` is doubled too: let one layer alone, the proxy or the application, set CORS headers.",
});

function isCorsHeader(name: string): boolean {
  const startsWithA = name.charCodeAt(0) === 0x41 || name.charCodeAt(0) === 0x61;
  return startsWithA && /^access-control-/i.test(name);
}

function repeated({ hop }: Passed): string[] {
  const twice = new Set<string>();
  for (const exchange of [hop.preflight, hop.actual]) {
    const seen = new Set<string>();
    for (const { name } of exchange?.responseHeaders ?? []) {
      if (!isCorsHeader(name)) continue;
      const lowerName = name.toLowerCase();
      if (seen.has(lowerName)) twice.add(lowerName);
      seen.add(lowerName);
    }
  }
  return [...twice];
}
