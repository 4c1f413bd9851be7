/** What the report has said so far, so that it says nothing twice. */
export interface BriefSaid {
  /** The server and code of a fix → the number of the refusal that it stands with. */
  readonly fixes: Map<string, number>;
  /** The line with the CORS headers of a response → the number of the refusal that it stands with. */
  readonly granted: Map<string, number>;
  readonly wrongFixes: Set<string>;
}

/** What a report has said before its first refusal. */
export function nothingSaid(): BriefSaid {
  return { fixes: new Map(), granted: new Map(), wrongFixes: new Set() };
}
