/**
 * Calls back once the browser has drawn the next frame, or after a second where it draws none: a hidden panel is not drawn.
 * Returns a function that cancels this.
 */
export function afterNextFrame(callback: () => void): () => void {
  let timer = setTimeout(callback, maxWait);
  // A frame is drawn after its callbacks, and before the next task.
  const frame = globalThis.requestAnimationFrame?.(() => {
    clearTimeout(timer);
    timer = setTimeout(callback);
  });
  return () => {
    clearTimeout(timer);
    if (frame !== undefined) cancelAnimationFrame(frame);
  };
}

/** In milliseconds. */
const maxWait = 1000;
