/** Steps that run in slices, between which the browser can draw and handle input. */
export interface SlicedRun {
  readonly isRunning: () => boolean;
  readonly cancel: () => void;
}

/**
 * Runs the steps in slices, which end with the first step that exceeds `maxDuration` milliseconds. The first slice runs at
 * once. Calls `onDone` with the result, and `onSlice` with the duration of each slice, which includes `onDone`.
 */
export function runInSlices<T>(
  steps: Generator<undefined, T>,
  maxDuration: number,
  onDone: (result: T) => void,
  onSlice: (duration: number) => void,
): SlicedRun {
  let timer: ReturnType<typeof setTimeout> | undefined;
  runSlice();
  return { isRunning: () => timer !== undefined, cancel };

  function cancel(): void {
    clearTimeout(timer);
    timer = undefined;
  }

  function runSlice(): void {
    cancel();
    const startedAt = Date.now();
    let step = steps.next();
    while (!step.done && Date.now() - startedAt < maxDuration) step = steps.next();
    if (step.done) onDone(step.value);
    else timer = setTimeout(runSlice);
    onSlice(Date.now() - startedAt);
  }
}
