import { causeSource, lookAlikeSource, noteSource, reasonSource, serverSource, stackSource } from "./templates.ts";

/** One kind of thing that a contributor adds. */
export interface Kind {
  /** The folder of its files; `index.ts` in it holds the list. */
  readonly folder: string;
  /** The constant that is the list. */
  readonly list: string;
  /** The entry of the list that stays after a new one; at the end where this is undefined. */
  readonly before?: string;
  /** Returns the file of the new thing. */
  readonly source: (id: string, name: string) => string;
  readonly test: {
    readonly file: (id: string) => string;
    /** The constant of the test file that takes the case; null where the case is a file of its own. */
    readonly list: string | null;
    readonly code: (id: string) => string;
  };
  /** Returns what the contributor has to do next, in order. */
  readonly todo: (id: string) => readonly string[];
}

/** Every kind, by its name on the command line. */
export const kinds = {
  stack: {
    folder: "src/stacks",
    list: "stacks",
    // Development servers are offered last.
    before: "viteProxy",
    source: stackSource,
    test: {
      file: () => "test/docs/not-run.ts",
      list: "notRun",
      code: (id) =>
        `  ${id.includes("-") ? JSON.stringify(id) : id}: "", // TODO: why it cannot run here, or a proof\n`,
    },
    todo: (id) => [
      `Write each remedy in src/stacks/${id}.ts; a stack for the same language shows how.`,
      "Move its entry in src/stacks/index.ts to its place: the list is the order in which stacks are offered.",
      `Prove it: write test/prove/targets/${id}.ts, run npm run prove -- ${id} --save, and remove its line in test/docs/not-run.ts; or say in that line why its server cannot run here.`,
      "npm run goldens, and read the new files in test/stacks/golden/; npm run docs; npm test.",
    ],
  },
  server: {
    folder: "src/servers",
    list: "servers",
    source: serverSource,
    test: {
      file: () => "test/servers/cases/products-b.ts",
      list: "cases",
      code: (id) => `  {
    id: "${id}",
    source: "TODO: the program and version that sent the responses, or the address of its source",
    // TODO: responses of it, with \`itself: true\` where it made them on its own.
    own: [],
    // TODO: responses of others that are nearly the same.
    near: [],
  },
`,
    },
    todo: (id) => [
      `Fill in src/servers/${id}.ts: what marks its responses, with the source of each fact.`,
      "Move its entry in src/servers/index.ts to its place: CDNs first, products last.",
      `Fill in its case, and move it to the file in test/servers/cases/ with similar servers: npx vitest run --project unit test/servers -t ${id}`,
      "npm run docs; npm test.",
    ],
  },
  cause: {
    folder: "src/causes",
    list: "causes",
    source: causeSource,
    test: {
      file: (id) => `test/causes/${id}.test.ts`,
      list: null,
      code: (id) => `import { expect, test } from "vitest";
import { diagnose, readHar } from "../../src/index.ts";
import { logOf } from "../har.ts";

test("${id} is the verdict", () => {
  // TODO: the request that the browser refuses for this cause.
  const [diagnosis] = diagnose(readHar(logOf()));
  expect(diagnosis?.verdict?.cause).toBe("${id}");
});
`,
    },
    todo: (id) => [
      `Fill in src/causes/${id}.ts: the standard's section, the browsers' names, what a response shows.`,
      "Move its entry in src/causes/index.ts to its place: the list is the order in which Chromium checks.",
      `Fill in test/causes/${id}.test.ts, and add a capture that provokes it to test/scenarios/chromium/.`,
      "npm run docs; npm test.",
    ],
  },
  reason: {
    folder: "src/reasons",
    list: "reasons",
    before: "corsCodeAbsent",
    source: reasonSource,
    test: {
      file: () => "test/reasons/reasons.test.ts",
      list: "cases",
      code: (id) => `  {
    id: "${id}",
    certainty: "possible",
    // TODO: the requests of a recording that shows it; the refused one is the last.
    calls: [],
    // TODO: recordings that are much like it, in which it must not be seen.
    never: [],
  },
`,
    },
    todo: ruleSteps("reasons", "specific reasons before general ones; the first that matches is the headline"),
  },
  lookalike: {
    folder: "src/lookalikes",
    list: "lookAlikes",
    before: "networkError",
    source: lookAlikeSource,
    test: {
      file: () => "test/lookalikes/lookalikes.test.ts",
      list: "cases",
      code: (id) => `  {
    id: "${id}",
    certainty: "possible",
    // TODO: the requests of a recording that shows it; the failed one is the last.
    calls: [],
  },
`,
    },
    todo: ruleSteps("lookalikes", "specific look-alikes before general ones"),
  },
  note: {
    folder: "src/notes",
    list: "notes",
    source: noteSource,
    test: {
      file: () => "test/notes/notes.test.ts",
      list: "cases",
      code: (id) => `  {
    id: "${id}",
    // TODO: the requests of a recording that shows it.
    calls: [],
    // TODO: recordings that are much like it, in which it must not be noted.
    never: [],
  },
`,
    },
    todo: ruleSteps("notes", "what a page notices first comes first"),
  },
} satisfies Readonly<Record<string, Kind>>;

function ruleSteps(room: string, order: string): Kind["todo"] {
  return (id) => [
    `Fill in src/${room}/${id}.ts: how it is recognized, and what to do about it.`,
    `Move its entry in src/${room}/index.ts to its place: ${order}.`,
    `Fill in its case in test/${room}/${room}.test.ts: npx vitest run --project unit test/${room} -t ${id}`,
    "npm run docs; npm test.",
  ];
}
