/** Decides how long the next diagnosis waits, so that most of the time is left for the browser to draw and handle input. */
export interface DiagnosisPace {
  /** Milliseconds until new entries are diagnosed. */
  readonly delayOfUpdate: () => number;
  /** The same for new entries that were delivered, each time that one is added: they wait until the page is at rest. */
  readonly delayOfDelivered: () => number;
  /** Milliseconds until all entries are diagnosed; shorter where the last result is outdated. */
  readonly delayOfAll: (isOutdated: boolean) => number;
  readonly onUpdateStarted: () => void;
  readonly onUpdate: (duration: number) => void;
  readonly onAllStarted: () => void;
  readonly onAllSlice: (duration: number) => void;
}

/** The longer a diagnosis took, the rarer the next ones are, and none waits for ever. */
export function createDiagnosisPace(): DiagnosisPace {
  let updateDuration = 0;
  let allDuration = 0;
  let endedAt = 0;
  let waitingSince = 0;
  let loadingSince = 0;
  return {
    delayOfUpdate: () => Math.max(0, endedAt + 3 * updateDuration - Date.now()),
    delayOfDelivered() {
      loadingSince ||= Date.now();
      return Math.max(0, Math.min(minRest, loadingSince + maxLoading - Date.now()));
    },
    delayOfAll(isOutdated) {
      waitingSince ||= Date.now();
      const pause = Math.max(minPause, isOutdated ? allDuration : 3 * allDuration);
      const latest = waitingSince + 3 * pause - Date.now();
      return Math.max(0, Math.min(pause, latest));
    },
    onUpdate(duration) {
      endedAt = Date.now();
      updateDuration = duration;
    },
    onUpdateStarted() {
      loadingSince = 0;
    },
    onAllStarted() {
      waitingSince = 0;
      allDuration = 0;
    },
    onAllSlice(duration) {
      allDuration += duration;
      updateDuration = Math.min(updateDuration, allDuration);
    },
  };
}

/** Milliseconds without a request after which a page is at rest. */
const minRest = 300;
/** Milliseconds after which the requests of a page that is never at rest are diagnosed. */
const maxLoading = 2000;
/** Milliseconds without a request before everything is diagnosed again. */
const minPause = 250;
