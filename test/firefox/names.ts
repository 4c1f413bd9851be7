import { causes, type Diagnosis } from "../../src/index.ts";

/** The names of a diagnosis as Firefox's console categories: of its verdict, and of what the recording cannot exclude. */
export function firefoxNames({ verdict, findings, alternatives }: Diagnosis) {
  const chromeNames = new Set<string>(alternatives);
  const isPossible = (name: string | null | undefined) => name != null && chromeNames.has(name);
  const found = findings.filter(({ reportedAs }) => isPossible(reportedAs.chrome)).map(({ reportedAs }) => reportedAs);
  const known = causes.map(({ reportedAs }) => reportedAs);
  const others = known.filter(({ chrome }) => Object.values(chrome).some(isPossible));
  return {
    verdict: verdict?.reportedAs.firefox ?? null,
    alternatives: [...found, ...others].flatMap(({ firefox }) => firefox ?? []),
  };
}
