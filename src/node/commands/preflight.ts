import { parseArgs } from "node:util";
import { diagnoseFetches } from "../../diagnose.ts";
import { type Diagnosis, isFailed, plainDiagnosis } from "../../diagnosis.ts";
import { isHeaderValue } from "../../fetch/headers.ts";
import { isGetOrHead } from "../../fetch/method.ts";
import { isPotentiallyTrustworthyOrigin, originOf } from "../../fetch/origin.ts";
import { createRequest, needsPreflight, type RequestInput } from "../../fetch/request.ts";
import { redactUrl } from "../../redact/redact-url.ts";
import { transcript } from "../../report/transcript.ts";
import { visible } from "../../text/visible.ts";
import type { ExitCode } from "../exit-code.ts";
import { type SendFetchOptions, type SentFetch, sendFetch } from "../http/send-fetch.ts";
import { chromiumUserAgent } from "../http/user-agent.ts";
import type { Io } from "../io.ts";
import { writeOutput } from "../output/output.ts";
import { type OutputOptions, type OutputValues, outputArgs, readOutputOptions } from "../output/output-options.ts";
import { failWith } from "./command.ts";
import { defaultTimeout } from "./preflight-help.ts";
import { maxSeconds, readSeconds, readTimeout } from "./read-timeout.ts";
import { readRequestArguments } from "./request-arguments.ts";
import { watchPreflight } from "./watch-preflight.ts";

/** `cors-panel preflight`: sends a fetch as a browser would, and diagnoses the responses. */
export async function runPreflight(args: string[], io: Io): Promise<ExitCode> {
  const options = readOptions(args, io);
  if (typeof options === "string") return failWith(options, io);
  const { input, output, timeout, pause, ...sendOptions } = options;
  if (pause !== null) return watchPreflight({ input, send: sendOptions, pause, timeout }, io);
  const sent = await sendFetch(input, { ...sendOptions, signal: AbortSignal.timeout(timeout) });
  if (sent.recording.exchanges.length === 0)
    return failWith(originOf(input.url) === input.origin ? sameOrigin : noPreflight, io);
  return report(input, sent, output, io);
}

const sameOrigin =
  "the URL has the same origin as --origin, so CORS does not apply; --origin is the origin of the page that sends the request";

const noPreflight =
  "browsers send this request without a preflight; add the --method and each --header of the request that fails, or --actual to send the request itself";

const preflightArgs = {
  origin: { type: "string" },
  method: { type: "string" },
  header: { type: "string", multiple: true, default: [] as string[] },
  data: { type: "string" },
  credentials: { type: "string" },
  actual: { type: "boolean" },
  cookie: { type: "string" },
  timeout: { type: "string" },
  insecure: { type: "boolean" },
  "user-agent": { type: "string" },
  watch: { type: "string" },
} as const;

interface PreflightOptions extends Omit<SendFetchOptions, "signal"> {
  readonly input: RequestInput;
  readonly output: OutputOptions;
  /** In milliseconds. */
  readonly timeout: number;
  /** In milliseconds, from one check to the next; null for a single check. */
  readonly pause: number | null;
}

/** The options, read; a sentence when they cannot be followed. */
function readOptions(args: string[], io: Io): PreflightOptions | string {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { ...preflightArgs, ...outputArgs },
  });
  const output = readOutputOptions(values, io);
  if (typeof output === "string") return output;
  const [url, another] = positionals;
  if (url === undefined) return "no URL given; add the URL that the page requests";
  if (another !== undefined) return `give one URL only; remove "${visible(another)}"`;
  const { origin, method, header: headers, data, cookie = null, actual = false, insecure = false } = values;
  if (origin === undefined) return "no origin given; add the origin of the page, such as --origin https://app.example";
  const credentials = values.credentials ?? (cookie === null ? "omit" : "include");
  if (credentials !== "include" && credentials !== "omit")
    return `--credentials must be include or omit, not "${visible(credentials)}"`;
  if (credentials === "omit" && cookie !== null)
    return "--credentials omit sends no cookie; remove --credentials omit or --cookie";
  const userAgent = values["user-agent"] ?? chromiumUserAgent;
  if (!isHeaderValue(cookie ?? "") || !isHeaderValue(userAgent))
    return "--cookie or --user-agent has characters that are not allowed in headers";
  const timeout = readTimeout(values.timeout, defaultTimeout);
  if (typeof timeout === "string") return timeout;
  const input = readRequestArguments({ url, origin, method, headers, data, credentials });
  if (typeof input === "string") return input;
  const pause = readPause(values, input);
  if (typeof pause === "string") return pause;
  return { input, output, timeout, pause, actual, cookie, insecure, userAgent };
}

/** The pause of `--watch` in milliseconds, null without it; a sentence when the request cannot be repeated. */
function readPause(
  values: OutputValues & { readonly watch?: string | undefined; readonly actual?: boolean | undefined },
  { method, ...request }: RequestInput,
): number | null | string {
  const { watch, actual = false } = values;
  if (watch === undefined) return null;
  if (values.json || values.format !== undefined || values.report.length > 0 || values.baseline !== undefined)
    return "--watch prints lines of text; remove --format, --json, --report and --baseline";
  const pause = readSeconds(watch);
  if (pause === null) return `--watch must be a number of seconds up to ${maxSeconds}, not "${visible(watch)}"`;
  if (actual && !isGetOrHead(method))
    return `--watch with --actual would send the ${visible(method)} again and again; remove --actual, or use GET`;
  if (!actual && !needsPreflight(createRequest({ method, ...request }, (hostname) => hostname))) return noPreflight;
  return pause;
}

async function report(
  input: RequestInput,
  { fetch, recording, preflightOnly }: SentFetch,
  output: OutputOptions,
  io: Io,
): Promise<ExitCode> {
  if (input.origin.startsWith("https:") && !isPotentiallyTrustworthyOrigin(originOf(input.url))) {
    io.warn(
      "browsers block this request as mixed content: the page uses https and the server does not; serve the API over https",
    );
  }
  const diagnoses = diagnoseFetches([fetch], recording).map((diagnosis) =>
    preflightOnly ? withUnsentRequest(diagnosis) : diagnosis,
  );
  const isText = output.format === "text";
  if (isText) await io.print(transcript(recording.exchanges, output));
  // The text report would say "unknown" of a passing preflight, so one sentence takes its place.
  const isPassingText = isText && preflightOnly;
  if (isPassingText)
    await io.print(
      `The preflight passes: a browser would send the ${input.method}. Add --actual to check its response too.\n`,
    );
  const source = output.showSecrets ? input.url : redactUrl(input.url);
  return writeOutput(
    { sources: [{ source, recording, diagnoses, preflightOnly }], isComplete: !diagnoses.some(isFailed) },
    false,
    output,
    isPassingText ? { ...io, print: async () => {} } : io,
  );
}

/** The diagnosis with the real reason for its unknown outcome: no recording is incomplete, the request was not sent. */
function withUnsentRequest(diagnosis: Diagnosis): Diagnosis {
  const because = "the preflight passes, and cors-panel did not send the request itself";
  return { ...plainDiagnosis(diagnosis), cannotTell: { because, todo: "add --actual" } };
}
