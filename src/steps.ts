// Long work as a generator, which pauses after each short step so that a page stays responsive.

/**
 * How many items a step handles before it pauses. A pause after each item would take a twentieth of the time of a
 * recording with 500 entries, whose code is not compiled yet.
 */
export const itemsPerStep = 64;

/** Takes all steps at once, and returns their result. */
export function resultOf<T>(steps: Generator<undefined, T>): T {
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}
