import type { Recognition } from "../../src/index.ts";
import { createDeferred, type Deferred } from "../store/deferred.ts";

/** A loader of what recognizes servers and reasons. Until it is loaded, diagnoses hold only what the browser decided. */
export function createRecognitionLoader(): Deferred<Recognition> {
  return createDeferred(async () => (await import("./recognition-chunk.ts")).recognition);
}
