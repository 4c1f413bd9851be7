import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { diagnose, findNotes, readHar } from "../../src/index.ts";
import { type Call, logOf } from "../har.ts";

// What the engine remembers must not keep a recording in memory after the panel has dropped it.

const allowing = { "Access-Control-Allow-Origin": "*" };
const calls: readonly Call[] = Array.from({ length: 20 }, (_, page) => ({
  url: `https://api.example/orders?page=${page}`,
  answer: { status: 200, headers: { ...allowing, "X-Total-Count": "3" } },
  error: null,
}));

test("a recording is freed once nothing refers to it, although its notes were found", async () => {
  const exchanges = findNotesAndForget();
  setFlagsFromString("--expose-gc");
  const collectGarbage: () => void = runInNewContext("gc");
  // An object stays until the end of the task in which a weak reference to it was made.
  await new Promise((resolve) => setTimeout(resolve));
  collectGarbage();
  expect(exchanges).toHaveLength(calls.length);
  expect(exchanges.filter((exchange) => exchange.deref() !== undefined)).toEqual([]);
});

function findNotesAndForget(): readonly WeakRef<object>[] {
  const recording = readHar(logOf(...calls));
  const notes = [...findNotes(diagnose(recording), recording).values()].flat();
  expect(notes.filter(({ id }) => id === "unreadable-response-headers")).toHaveLength(calls.length);
  return recording.exchanges.map((exchange) => new WeakRef(exchange));
}
