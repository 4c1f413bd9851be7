// Watches a browser: what comes in is a session of the Chrome DevTools Protocol, what goes out is a `CorsWatch`, which
// has the recording and its diagnoses. It sends no command but those that watch, and never closes the caller's session.

import { randomUUID } from "node:crypto";
import { lazy } from "../../collections.ts";
import { diagnose } from "../../diagnose.ts";
import { type Diagnosis, isBlocked } from "../../diagnosis.ts";
import type { Recording, SourcePosition } from "../../exchange.ts";
import { timersAnnouncement } from "../../page-script/notes.ts";
import { sendingScript, workerScript } from "../../page-script/watch-script.ts";
import { countPendingFetches } from "../../pairing/pending.ts";
import { recordCdp } from "../../recording/cdp.ts";
import { fieldsOf } from "../../recording/fields.ts";
import { readObservations } from "../../recording/observed-calls.ts";
import { defaultOptions } from "../../report/format.ts";
import { text } from "../../report/text.ts";
import { readSourcePositions } from "../source-maps/source-positions.ts";
import type { CdpConnection } from "./cdp-connection.ts";
import { createFetchEvents, type FetchListener } from "./fetch-events.ts";
import { iterateFetches } from "./fetch-iterator.ts";
import { createTimerReader, type PendingTimers } from "./pending-timers.ts";
import { createBodyReader } from "./response-bodies.ts";
import { type Settled, type SettleOptions, waitUntilSettled } from "./settle.ts";
import { type TargetInfo, watchTargets } from "./watch-targets.ts";

/** What the report of a watch shows. */
export interface ReportOptions {
  /** True for everything that is known of each fetch: evidence, explanations and curl commands. */
  readonly verbose?: boolean;
  /** Ids of the server stacks whose code is shown; the likeliest where it is left out. */
  readonly stacks?: readonly string[];
  /** Returns true for a request that the report leaves out. */
  readonly ignore?: (diagnosis: Diagnosis) => boolean;
}

/** The cross-origin fetches of what is watched: one by one, by listening or iterating, and all together. */
export interface CorsWatch extends AsyncIterable<Diagnosis> {
  /** Calls the listener once for each cross-origin fetch that has ended, or for each refused one. */
  readonly on: (event: "fetch" | "refused", listener: FetchListener) => void;
  readonly off: (event: "fetch" | "refused", listener: FetchListener) => void;
  /** Waits until every request has its response and no other follows, at most until the timeout. */
  readonly settled: (options?: SettleOptions) => Promise<Settled>;
  /**
   * Waits as `settled` does, and returns every cross-origin fetch so far. Of the scripts that made refused fetches, it reads
   * the source maps, so that a report made afterwards names the source files.
   */
  readonly fetches: (options?: SettleOptions) => Promise<readonly Diagnosis[]>;
  /** Waits as `settled` does, and returns the fetches that the browser refused. */
  readonly refused: (options?: SettleOptions) => Promise<readonly Diagnosis[]>;
  /** The timers of pages and frames that run within the next seconds, and may send requests then. */
  readonly pendingTimers: () => Promise<PendingTimers>;
  /** Everything recorded so far, for `diagnose` and `fixesFor`. */
  readonly recording: () => Recording;
  /** The report on everything recorded so far, as the command line prints it. */
  readonly report: (options?: ReportOptions) => string;
  /** Stops watching and ends every iteration; the recording stays. Rejects where a listener throws for one of the last fetches. */
  readonly stop: () => Promise<void>;
}

/**
 * Watches the targets below a session.
 * @param shouldWatch decides for each target whether it is watched
 * @param release is called at the end of `stop`
 */
export async function watchConnection(
  connection: CdpConnection,
  shouldWatch: (target: TargetInfo) => boolean = () => true,
  release: () => Promise<unknown> = async () => {},
): Promise<CorsWatch> {
  const recorder = recordCdp();
  const events = createFetchEvents(() => diagnose(recorder.recording()));
  const readBody = createBodyReader(recorder);
  const secret = `observer${randomUUID().replaceAll("-", "")}`;
  const timers = createTimerReader(secret);
  let lastEventAt = performance.now();
  const targets = await watchTargets(connection, {
    scripts: { page: sendingScript(secret), worker: workerScript(secret), binding: secret },
    onEvent(event, connection) {
      if (event.method === "Debugger.scriptParsed") return;
      const { name, payload, executionContextId } = fieldsOf(event.params);
      const isNote = event.method === "Runtime.bindingCalled" && name === secret;
      if (isNote && payload === timersAnnouncement) return timers.add(connection, executionContextId);
      const hasEnded = recorder.take(event);
      // Most issues have nothing to do with the network.
      if (event.method === "Audits.issueAdded" && !hasEnded) return;
      lastEventAt = performance.now();
      if (isNote) recorder.observe(readObservations(payload));
      if (!hasEnded) return;
      events.schedule();
      readBody(event, connection);
    },
    onSessionEnd: recorder.end,
    shouldWatch,
  });
  const forgetConnection = connection.onDisconnected(() => {
    targets.abandon();
    events.close();
  });
  const settled = (options?: SettleOptions) =>
    waitUntilSettled({ pending: recorder.pending, lastEventAt: () => lastEventAt }, options);
  let sourcePositions: ReadonlyMap<string, SourcePosition> = new Map();
  const recording = (): Recording => {
    const recorded = recorder.recording();
    return { ...recorded, problems: [...recorded.problems, ...targets.problems()], sourcePositions };
  };
  const fetches = async (options?: SettleOptions) => {
    await settled(options);
    const diagnoses = diagnose(recorder.recording());
    const read = await readSourcePositions(recording(), diagnoses, { known: sourcePositions });
    sourcePositions = new Map([...sourcePositions, ...read]);
    return diagnoses;
  };
  return {
    on: events.on,
    off: events.off,
    settled,
    fetches,
    pendingTimers: () => timers.read(() => lastEventAt, targets.inOwnSession),
    refused: async (options) => (await fetches(options)).filter(isBlocked),
    recording,
    report: (options) => reportOn(recording(), options),
    stop: lazy(async () => {
      try {
        await targets.detach();
        events.close();
      } finally {
        forgetConnection();
        await release();
      }
    }),
    [Symbol.asyncIterator]: () => iterateFetches(events),
  };
}

function reportOn(
  recording: Recording,
  { verbose = false, stacks = [], ignore = () => false }: ReportOptions = {},
): string {
  const optionNames = {
    stack: 'report({ stacks: ["ID"] })',
    verbose: "report({ verbose: true })",
    wholeCode: (ids: readonly string[]) => `with report({ stacks: ${JSON.stringify(ids)}, verbose: true })`,
  };
  const options = { ...defaultOptions, verbose, stacks, optionNames };
  const diagnoses = diagnose(recording).filter((diagnosis) => !ignore(diagnosis));
  const source = { source: "", recording, diagnoses, pending: countPendingFetches(recording) };
  return [...text.write([source], options)].join("");
}
