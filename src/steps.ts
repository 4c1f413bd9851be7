// Long work as a generator, which pauses after each short step so that a page stays responsive.

/** Takes all steps at once, and returns their result. */
export function resultOf<T>(steps: Generator<undefined, T>): T {
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}
