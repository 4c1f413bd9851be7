import { memo, unique } from "../collections.ts";
import type { Exchange } from "../exchange.ts";
import { getHeaderLines } from "../fetch/headers.ts";
import { stacks } from "../stacks/index.ts";
import type { ServerTraits, StackEvidence } from "../stacks/stack.ts";

/** A stack that a server's responses point to. */
export interface DetectedStack extends StackEvidence {
  /** Id of the stack. */
  readonly stack: string;
  readonly name: string;
}

/** The stacks that the responses of one server point to, the certain ones first; several where layers stand behind each other. */
export function detectStacks(exchanges: readonly Exchange[]): DetectedStack[] {
  const traits = traitsOf(exchanges);
  const detected = stacks.flatMap(({ id, name, recognize }) => {
    const evidence = recognize(traits);
    return evidence ? [{ stack: id, name, ...evidence }] : [];
  });
  return detected.sort((a, b) => Number(a.certainty === "possible") - Number(b.certainty === "possible"));
}

function traitsOf(exchanges: readonly Exchange[]): ServerTraits {
  return {
    values: memo((headerName) =>
      unique(exchanges.flatMap(({ responseHeaders }) => getHeaderLines(responseHeaders, headerName))),
    ),
    get optionsStatuses() {
      return unique(exchanges.filter(({ method }) => method === "OPTIONS").map(({ status }) => status));
    },
  };
}
