import type { Certainty } from "../diagnosis.ts";
import type { Exchange } from "../exchange.ts";
import { getHeaderLines } from "../fetch/headers.ts";
import { stacks } from "../stacks/index.ts";
import type { ServerTraits } from "../stacks/stack.ts";

/** A stack that a server's answers point to. */
export interface DetectedStack {
  /** Id of the stack. */
  readonly stack: string;
  readonly name: string;
  readonly certainty: Certainty;
  /** The header that tells, in the words of the wire. */
  readonly evidence: string;
}

/** The stacks that the answers of one server point to, the surest first; several where layers stand behind each other. */
export function detectStacks(exchanges: readonly Exchange[]): DetectedStack[] {
  const traits = traitsOf(exchanges);
  const found = stacks.flatMap(({ id, name, recognize }) => {
    const sign = recognize(traits);
    return sign ? [{ stack: id, name, ...sign }] : [];
  });
  return found.sort((a, b) => Number(a.certainty === "possible") - Number(b.certainty === "possible"));
}

function traitsOf(exchanges: readonly Exchange[]): ServerTraits {
  const known = new Map<string, readonly string[]>();
  return {
    values(headerName) {
      let values = known.get(headerName);
      if (!values) {
        values = [...new Set(exchanges.flatMap(({ responseHeaders }) => getHeaderLines(responseHeaders, headerName)))];
        known.set(headerName, values);
      }
      return values;
    },
    get optionsStatuses() {
      return [...new Set(exchanges.filter(({ method }) => method === "OPTIONS").map(({ status }) => status))];
    },
  };
}
