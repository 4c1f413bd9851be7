import { parseArgs } from "node:util";
import { diagnoseFetches } from "../../diagnose.ts";
import { type Diagnosis, isFailed } from "../../diagnosis.ts";
import { isHeaderValue } from "../../fetch/headers.ts";
import { isPotentiallyTrustworthyOrigin, originOf } from "../../fetch/origin.ts";
import type { RequestInput } from "../../fetch/request.ts";
import { redactUrl } from "../../redact/redact.ts";
import { transcript } from "../../report/transcript.ts";
import { visible } from "../../text/visible.ts";
import { type ExitCode, exitCodeHelp } from "../exit-code.ts";
import { type SendFetchOptions, type SentFetch, sendFetch } from "../http/send-fetch.ts";
import { chromiumUserAgent } from "../http/user-agent.ts";
import type { Io } from "../io.ts";
import { writeOutput } from "../output/output.ts";
import { type OutputOptions, outputArgs, outputHelp, readOutputOptions } from "../output/output-options.ts";
import { type Command, failWith } from "./command.ts";
import { readTimeout } from "./read-timeout.ts";
import { readRequestArguments } from "./request-arguments.ts";

/** In seconds, for all requests together. */
const defaultTimeout = 30;

/** `cors-panel preflight`: sends a fetch as a browser would, and diagnoses the responses. */
export const preflightCommand: Command = {
  name: "preflight",
  summary: "test without a browser whether a server allows a request",
  help: `Usage: cors-panel preflight URL --origin ORIGIN [OPTIONS]

Sends the preflight that Chromium would send for a request. Checks the response as a browser would, and says what to
change on the server. With --actual, also sends the request itself and follows redirects.

The request:
  --origin ORIGIN     the page's origin, such as https://app.example or capacitor://localhost. Use file:// for a page that
                      an app loads from a file, and null for a file in a browser or a sandboxed frame
  --method METHOD     default: GET, or POST with --data
  --header NAME       a header that the page sets, or 'NAME: VALUE' if the value matters; can be repeated
  --data TEXT         the request's body
  --credentials MODE  include or omit (default: omit, or include with --cookie)
  --actual            also send the request itself if the preflight passes or none is needed. Careful: this is a real
                      request, so a DELETE deletes
  --cookie TEXT       the Cookie header of the request itself, sent to the URL's host only

Options:
  --timeout SECONDS   limit for all requests together; default ${defaultTimeout}
  --insecure          accept untrusted certificates
  --user-agent TEXT   default: Chromium's
${outputHelp}
  -h, --help          print this help

Unlike a browser, this command sends no cookies except --cookie and caches nothing. It does not check local network
access, Content-Security-Policy, mixed content or service workers. If a browser may refuse the response, the command reads
the first 2 kB of the body, because servers often state the cause there. It reads no other bodies.

Exit code:
${exitCodeHelp.preflight}

Examples:
  cors-panel preflight https://api.example/orders/1 --origin https://app.example --method PUT --header x-api-key
  cors-panel preflight https://api.example/orders --origin https://app.example --actual --credentials include
  cors-panel preflight http://localhost:8080/orders --origin http://localhost:5173 \\
    --header 'content-type: application/json' --data '{"item":"tea"}' --actual
`,
  run: runPreflight,
};

async function runPreflight(args: string[], io: Io): Promise<ExitCode> {
  const options = readOptions(args, io);
  if (typeof options === "string") return failWith(options, io);
  const { input, output, timeout, ...sendOptions } = options;
  const sent = await sendFetch(input, { ...sendOptions, signal: AbortSignal.timeout(timeout) });
  if (sent.recording.exchanges.length === 0)
    return failWith("browsers send this request without a preflight; add --actual to send the request itself", io);
  return report(input, sent, output, io);
}

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
} as const;

interface PreflightOptions extends Omit<SendFetchOptions, "signal"> {
  readonly input: RequestInput;
  readonly output: OutputOptions;
  /** In milliseconds. */
  readonly timeout: number;
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
  return { input, output, timeout, actual, cookie, insecure, userAgent };
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
    { sources: [{ source, recording, diagnoses }], isList: false, isComplete: !diagnoses.some(isFailed) },
    output,
    isPassingText ? { ...io, print: async () => {} } : io,
  );
}

/** The diagnosis with the real reason for its unknown outcome: no recording is incomplete, the request was not sent. */
function withUnsentRequest(diagnosis: Diagnosis): Diagnosis {
  const because = "the preflight passes, and cors-panel did not send the request itself";
  return { ...diagnosis, cannotTell: { because, todo: "add --actual" } };
}
