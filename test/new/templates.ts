// Returns the first version of each new file. It compiles and is formatted; every TODO is for the contributor.

/** Returns a reason that is recognized by a response header. */
export function reasonSource(id: string, name: string): string {
  return `import { getHeader } from "../fetch/headers.ts";
import { quote } from "../text/quote.ts";
import { defineReason } from "./reason.ts";

export const ${name} = defineReason({
  id: "${id}",
  title: "TODO: What went wrong, as a sentence without a period",
  judges: ["preflight", "actual"],
  detect({ exchange }) {
    // TODO: what only this mistake leaves in a recording.
    const value = getHeader(exchange.responseHeaders, "X-Todo");
    if (value === null) return;
    return { certainty: "possible", evidence: quote(\`X-Todo: \${value}\`) };
  },
  explain: () => "TODO: What to change, and where.",
});
`;
}

/** Returns a look-alike that is recognized by the browser's name of an error. */
export function lookAlikeSource(id: string, name: string): string {
  return `import { defineLookAlike, hasNetError } from "./lookalike.ts";

export const ${name} = defineLookAlike({
  id: "${id}",
  title: "TODO: What happened, as a sentence without a period",
  // TODO: the end of the browser's net::ERR_ name, or what else a recording shows.
  detect: (failure) => (hasNetError(failure, /^TODO$/) ? "certain" : undefined),
  explain: () => "TODO: What to do about it.",
});
`;
}

/** Returns a note that is recognized by a response header. */
export function noteSource(id: string, name: string): string {
  return `import { getHeader } from "../fetch/headers.ts";
import { quote } from "../text/quote.ts";
import { defineNote } from "./note.ts";

export const ${name} = defineNote({
  id: "${id}",
  title: "TODO: What is wrong although the fetch succeeds, as a sentence without a period",
  mode: "cors",
  detect({ hop }) {
    // TODO: what shows it in a recording.
    const value = getHeader(hop.actual?.responseHeaders ?? [], "X-Todo");
    return value === null ? undefined : quote(\`X-Todo: \${value}\`);
  },
  explain: () => "TODO: What it costs, and what to do about it.",
});
`;
}

/** Returns a cause that is recognized by a response header. */
export function causeSource(id: string, name: string): string {
  return `import { getHeader } from "../fetch/headers.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineCause } from "./cause.ts";

export const ${name} = defineCause({
  id: "${id}",
  title: "TODO: What the browser found, as a sentence without a period",
  // TODO: the section of the standard that refuses, and the names under which the browsers report it.
  spec: "https://fetch.spec.whatwg.org/#TODO",
  reportedAs: { chrome: { actual: "TODO" }, firefox: null },
  says: { chrome: null, firefox: null },
  check: "allow-origin",
  judges: ["actual"],
  remedy: "grant",
  detect({ exchange }) {
    // TODO: what the standard has the browser check.
    const got = getHeader(exchange.responseHeaders, "X-Todo");
    if (got === null) return;
    return { subject: "X-Todo", got, want: null };
  },
  explain: ({ got }) => translate\`TODO: What the browser found (\${quote(got)}), and what to change.\`,
});
`;
}

/** Returns a server that is recognized by a `Server` header. */
export function serverSource(id: string, name: string): string {
  return `import { byHeader, defineServer } from "./server.ts";

/**
 * TODO: What it is, and what marks its responses.
 * @see TODO: the address of the documentation or the source that shows the mark
 */
export const ${name} = defineServer({
  id: "${id}",
  name: "TODO: Its name",
  layer: "framework",
  // TODO: "certain" only where nothing else sends the mark.
  recognize: (response) => byHeader(response, "Server", /^TODO\\b/),
  // TODO: the ids of the stacks that write code for it; a product has a \`setting\` instead.
  stacks: [],
});
`;
}

/** Returns a stack whose code is one line for every remedy. */
export function stackSource(id: string, name: string): string {
  return `import type { Policy } from "../remedy.ts";
import { defineStack, type Line, mark, snippet } from "./stack.ts";

/** TODO: the versions that the code is for, and how the stack answers preflights. */
export const ${name} = defineStack({
  id: "${id}",
  name: "TODO: Its name",
  language: "javascript",
  fix: {
    grant: (policy) => [snippet(grant(policy), ["TODO: What to know before pasting, if anything."])],
    "answer-preflight": (policy) => [snippet(grant(policy), [])],
    "send-once": (policy) => [snippet(grant(policy), [])],
    "keep-on-errors": (policy) => [snippet(grant(policy), [])],
    "avoid-redirect": (policy) => [snippet(grant(policy), [])],
    vary: (policy) => [snippet(grant(policy), [])],
    "repair-server": (policy) => [snippet(grant(policy), [])],
  },
});

/** Returns the code that grants a policy. The functions in writing/ quote values and write what stacks share. */
function grant({ added }: Policy): Line[] {
  return ["// TODO: the code that grants the policy.", mark(added.methods.length > 0, "// TODO: its methods.")];
}
`;
}
