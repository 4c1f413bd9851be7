import { expect, test } from "vitest";
import { callingFunction, diagnose, readHar } from "../../src/index.ts";
import { logOf } from "../har.ts";

type Frames = readonly (readonly [functionName: string, url: string, line: number])[];

const app = "https://shop.example/main.js";
const library = "https://shop.example/node_modules/axios/index.js";

/** The names of the functions that asked for fetches with these stacks, each of another path. */
function callersOf(...stacks: readonly Frames[]): (string | undefined)[] {
  const log = logOf(...stacks.map((_, index) => ({ url: `https://api.shop.example/path-${"abcdef"[index]}` })));
  for (const [index, stack] of stacks.entries()) {
    const [entry] = log.entries.slice(index) as { _initiator: object }[];
    if (entry) entry._initiator = { type: "script", stack: toStack(stack) };
  }
  const diagnoses = diagnose(readHar(log));
  return diagnoses.map(({ fetch }) => callingFunction(fetch, diagnoses)?.caller.functionName);
}

function toStack(frames: Frames): object {
  return {
    callFrames: frames.map(([functionName, url, lineNumber]) => ({ functionName, url, lineNumber, columnNumber: 0 })),
  };
}

test("a function that several callers share is not the caller", () => {
  const wrapper = ["request", app, 3] as const;
  expect(callersOf([wrapper, ["account", app, 12]], [wrapper, ["orders", app, 20]])).toEqual(["account", "orders"]);
});

test("the only function is the caller, also where it makes several requests", () => {
  expect(callersOf([["load", app, 3]], [["load", app, 3]])).toEqual(["load", "load"]);
});

test("code below node_modules is not the caller, unless nothing else is recorded", () => {
  expect(
    callersOf(
      [
        ["send", library, 9],
        ["account", app, 12],
      ],
      [["send", library, 9]],
    ),
  ).toEqual(["account", "send"]);
});

test("callers are found across asynchronous calls", () => {
  const log = logOf({ url: "https://api.shop.example/a" });
  const [entry] = log.entries as unknown as { _initiator: object }[];
  const parent = { ...toStack([["account", app, 12]]), description: "await" };
  if (entry) entry._initiator = { type: "script", stack: { callFrames: [], parent } };
  const diagnoses = diagnose(readHar(log));
  expect(diagnoses.map(({ fetch }) => callingFunction(fetch, diagnoses)?.caller)).toEqual([
    { functionName: "account", url: app, line: 12, column: 0 },
  ]);
});

test.each([
  undefined,
  { type: "script" },
  { type: "script", stack: 7 },
  { type: "script", stack: { callFrames: [7] } },
])("a broken initiator has no calling function: %j", (initiator) => {
  const log = logOf({ url: "https://api.shop.example/a" });
  const [entry] = log.entries as unknown as { _initiator: unknown }[];
  if (entry) entry._initiator = initiator;
  const diagnoses = diagnose(readHar(log));
  expect(diagnoses.map(({ fetch }) => callingFunction(fetch, diagnoses))).toEqual([null]);
});
