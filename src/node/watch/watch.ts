import { diagnose } from "../../diagnose.ts";
import { type Diagnosis, isRefused } from "../../diagnosis.ts";
import type { Recording } from "../../exchange.ts";
import { recordCdp } from "../../recording/cdp.ts";
import { defaultOptions } from "../../report/format.ts";
import { text } from "../../report/text.ts";
import type { CdpConnection } from "./cdp-connection.ts";
import { createFetchEvents } from "./fetch-events.ts";
import { type TargetInfo, type TargetWatch, watchTargets } from "./watch-targets.ts";

/** How long to wait for the network to come to rest, in milliseconds. */
export interface SettleOptions {
  /** How long nothing may happen; 500 unless told. */
  readonly idle?: number;
  /** The longest wait; 30,000 unless told. Pages that never rest are judged by what they did until then. */
  readonly timeout?: number;
}

/** Whether the network came to rest. */
export interface Settled {
  readonly complete: boolean;
  /** The URLs of the requests that still wait for an answer. */
  readonly pending: readonly string[];
}

export type FetchListener = (diagnosis: Diagnosis) => void;

/** The cross-origin fetches of what is watched: live, by listening or iterating, and all together. */
export interface CorsWatch extends AsyncIterable<Diagnosis> {
  /** Calls back once for each cross-origin fetch that has got its answer, or for the refused ones only. */
  readonly on: (event: "fetch" | "refused", listener: FetchListener) => void;
  readonly off: (event: "fetch" | "refused", listener: FetchListener) => void;
  /** Waits until every request has its answer and no other follows, and never longer than the timeout. */
  readonly settled: (options?: SettleOptions) => Promise<Settled>;
  /** Waits as `settled` does, and gives every cross-origin fetch so far. */
  readonly fetches: (options?: SettleOptions) => Promise<readonly Diagnosis[]>;
  /** Waits as `settled` does, and gives the fetches that the browser refused. */
  readonly refused: (options?: SettleOptions) => Promise<readonly Diagnosis[]>;
  /** Everything recorded so far, for `diagnose` and `fixesFor`. */
  readonly recording: () => Recording;
  /** The report of what was recorded so far, as the command line prints it. */
  readonly report: () => string;
  /** Ends the watching and every iteration; what was recorded stays. */
  readonly stop: () => Promise<void>;
}

/** Watches what a session leads to. */
export async function watchConnection(
  wire: CdpConnection,
  accept: (target: TargetInfo) => boolean = () => true,
  release: () => Promise<unknown> = async () => {},
): Promise<CorsWatch> {
  const recorder = recordCdp();
  const announce = createFetchEvents(() => diagnose(recorder.recording()));
  let lastEvent = performance.now();
  const attachment: TargetWatch = await watchTargets(wire, {
    tell(event) {
      lastEvent = performance.now();
      if (recorder.take(event)) announce.later();
    },
    end: recorder.end,
    accept,
  });

  // Nothing more can come, and nobody is to wait for it.
  wire.whenGone(() => {
    attachment.abandon();
    announce.end();
  });

  const settled = async ({ idle = 500, timeout = 30_000 }: SettleOptions = {}): Promise<Settled> => {
    const start = performance.now();
    for (;;) {
      const now = performance.now();
      const pending = recorder.pending();
      const quiet = now - Math.max(start, lastEvent);
      if (pending.length === 0 && quiet >= idle) return { complete: true, pending };
      const left = start + timeout - now;
      if (left <= 0) return { complete: false, pending };
      await sleep(Math.min(left, pending.length > 0 ? 50 : idle - quiet));
    }
  };
  const fetches = async (options?: SettleOptions) => {
    await settled(options);
    return diagnose(recorder.recording());
  };
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    await attachment.detach();
    announce.end();
    await release();
  };

  return {
    on: announce.on,
    off: announce.off,
    settled,
    fetches,
    refused: async (options) => (await fetches(options)).filter(isRefused),
    recording: recorder.recording,
    report: () => reportOf(recorder.recording()),
    stop() {
      stopping ??= stop();
      return stopping;
    },
    [Symbol.asyncIterator]: announce.iterate,
  };
}

function reportOf(recording: Recording): string {
  const diagnoses = diagnose(recording);
  const options = { ...defaultOptions, columns: 100 };
  return [...text.write([{ source: "", recording, diagnoses }], options)].join("");
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
