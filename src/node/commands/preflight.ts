import { parseArgs } from "node:util";
import { diagnoseFetches } from "../../diagnose.ts";
import type { Diagnosis } from "../../diagnosis.ts";
import { isHeaderValue } from "../../fetch/headers.ts";
import { isPotentiallyTrustworthyOrigin, originOf } from "../../fetch/origin.ts";
import type { RequestInput } from "../../fetch/request.ts";
import { redactUrl } from "../../redact/redact.ts";
import type { DiagnosedSource } from "../../report/format.ts";
import { transcript } from "../../report/transcript.ts";
import { visible } from "../../text/visible.ts";
import { chromium, readTimeout } from "../http/options.ts";
import { type SentFetch, sendFetch } from "../http/send-fetch.ts";
import { type Output, outputHelp, outputOptions, readOutput, writeOutput } from "../output/output.ts";
import type { Command, ExitCode, Io } from "./command.ts";
import { readRequestArguments } from "./request-arguments.ts";

/** Seconds. */
const defaultTimeout = 30;

/** `cors-panel preflight`: asks a server itself what a browser would make of its answers. */
export const preflightCommand: Command = {
  name: "preflight",
  summary: "ask a server itself, without a browser, whether it allows a call",
  help: `Usage: cors-panel preflight URL --origin ORIGIN [OPTIONS]

Sends the preflight that Chromium would send for a call, and with --actual the call too, redirects included. Judges what
comes back as a browser would, and says what to change on the server.

The call:
  --origin ORIGIN     the page's origin, such as https://app.example; null for a file or a sandboxed frame
  --method METHOD     default: GET, or POST with --data
  --header NAME       a header that the page sets; 'NAME: VALUE' where the value matters; may be repeated
  --data TEXT         the body
  --credentials MODE  include or omit (the default, unless --cookie is given)
  --actual            send the call itself too, where its preflight passes or none is needed. It is a real request:
                      a DELETE deletes
  --cookie TEXT       the Cookie header of the call itself, for its own host

Options:
  --timeout SECONDS   how long to wait for everything together; default ${defaultTimeout}
  --insecure          accept certificates that are not trusted
  --user-agent TEXT   default: that of Chromium
${outputHelp}
  -h, --help          print this help

What a browser does besides is left out: cookies are sent only where --cookie gives them; nothing is cached; access to
local networks, Content-Security-Policy, mixed content and service workers are not looked at; the body is not read.

Exit code:
  0  a browser would allow it (without --actual: the preflight passes)
  1  a browser would refuse it by CORS
  2  bad usage, or the call fails for another reason: the server cannot be reached, or its answer cannot be read

Examples:
  cors-panel preflight https://api.example/orders/1 --origin https://app.example --method PUT --header x-api-key
  cors-panel preflight https://api.example/orders --origin https://app.example --actual --credentials include
  cors-panel preflight http://localhost:8080/orders --origin http://localhost:5173 \\
    --header 'content-type: application/json' --data '{"item":"tea"}' --actual
`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { ...callOptions, ...outputOptions },
    });
    const output = readOutput(values, io);
    if (typeof output === "string") return misused(output, io);
    const [url, another] = positionals;
    if (url === undefined) return misused("no URL given: name the one that the page calls", io);
    if (another !== undefined) return misused(`one URL at a time, and not "${visible(another)}" as well`, io);
    if (values.origin === undefined)
      return misused("no origin given: --origin https://app.example, the page that calls", io);
    const credentials = values.credentials ?? (values.cookie === undefined ? "omit" : "include");
    if (credentials !== "include" && credentials !== "omit")
      return misused(`--credentials is include or omit, not "${visible(credentials)}"`, io);
    if (credentials === "omit" && values.cookie !== undefined)
      return misused("without credentials no cookie is sent: leave --cookie or --credentials omit out", io);
    const userAgent = values["user-agent"] ?? chromium;
    if (!isHeaderValue(values.cookie ?? "") || !isHeaderValue(userAgent))
      return misused("--cookie or --user-agent has characters that no header can carry", io);
    const timeout = readTimeout(values.timeout, defaultTimeout);
    if (typeof timeout === "string") return misused(timeout, io);
    const call = readRequestArguments({
      url,
      origin: values.origin,
      method: values.method,
      headers: values.header,
      data: values.data,
      credentials,
    });
    if (typeof call === "string") return misused(call, io);
    const actual = values.actual ?? false;
    const asked = await sendFetch(call, {
      actual,
      cookie: values.cookie ?? null,
      signal: AbortSignal.timeout(timeout),
      insecure: values.insecure ?? false,
      userAgent,
    });
    if (asked.recording.exchanges.length === 0) {
      return misused("a browser sends this call without a preflight: ask with --actual to send it", io);
    }
    return report(call, asked, output, io);
  },
};

const callOptions = {
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

function misused(message: string, io: Io): ExitCode {
  io.warn(message);
  return 2;
}

async function report(
  call: RequestInput,
  { fetch, recording, preflightOnly }: SentFetch,
  output: Output,
  io: Io,
): Promise<ExitCode> {
  const diagnoses = diagnoseFetches([fetch], recording).map((diagnosis) =>
    preflightOnly ? passing(diagnosis) : diagnosis,
  );
  const source = output.showSecrets ? call.url : redactUrl(call.url);
  const judged: DiagnosedSource = { source, recording, diagnoses };
  if (call.origin.startsWith("https:") && !isPotentiallyTrustworthyOrigin(originOf(call.url))) {
    io.warn(
      "browsers block this call as mixed content, whatever CORS says: the page is on https and the server is not",
    );
  }
  const forPeople = output.format === "text";
  if (forPeople) await io.print(transcript(recording.exchanges, output));
  const passes = preflightOnly && forPeople;
  if (passes)
    await io.print(
      `The preflight passes: a browser would send the ${call.method}. Add --actual to judge its response too.\n`,
    );
  const complete = diagnoses.every(({ outcome }) => outcome !== "failed");
  const code = await writeOutput([judged], false, output, passes ? { ...io, print: async () => {} } : io, complete);
  return complete ? code : 2;
}

/** Nothing is missing from a recording here: the request was not to be sent. */
function passing(diagnosis: Diagnosis): Diagnosis {
  const because = "the preflight passes, and the request after it was not sent";
  return { ...diagnosis, cannotTell: { because, todo: "ask with --actual" } };
}
