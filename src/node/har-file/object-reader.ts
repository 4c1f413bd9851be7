import type { JsonCursor } from "./json-cursor.ts";
import { type KeyStep, KeySteps } from "./key-steps.ts";
import type { ByteMemory } from "./recent-bytes.ts";

/** Reads the value of a key. */
export type ReadValue = (cursor: JsonCursor, step: KeyStep<unknown>) => unknown;

/**
 * Reads objects with only these fields; all others are skipped. A field that an object lacks is undefined, and an empty object
 * stays empty. Anything else than an object is read as it is.
 */
export function createObjectReader(
  readers: Readonly<Record<string, ReadValue>>,
  memory: ByteMemory,
): (cursor: JsonCursor) => unknown {
  const fields = new Map(Object.entries(readers).map(([name, read]) => [name, { name, read }]));
  // Objects that start as copies of one object have one shape, which makes them fast to read.
  const absent: Record<string, unknown> = Object.fromEntries([...fields.keys()].map((name) => [name, undefined]));
  const steps = new KeySteps(
    {
      readKey: (cursor, isFirst) => cursor.nextKey(isFirst),
      fieldOf: (key) => fields.get(key ?? ""),
      toValue: (_, value) => value,
    },
    memory,
  );
  return (cursor) => {
    if (!cursor.enterObject()) return cursor.readValue();
    let step = steps.first(cursor);
    if (step.key === null) return {};
    const result = { ...absent };
    for (; step.key !== null; step = steps.after(step, cursor)) {
      const { field } = step;
      if (field) result[field.name] = field.read(cursor, step);
      else step.skipValue(cursor);
    }
    return result;
  };
}
