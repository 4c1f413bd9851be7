import type { CDPSession } from "puppeteer";

/** A task of the thread that both pages of the extension run in, in milliseconds. */
interface Task {
  readonly wall: number;
  /** What the thread itself used. On a busy machine it also waits for a processor. */
  readonly cpu: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** Records a trace of the browser while `run` runs, and returns the tasks of the extension's process. */
export async function tasksOfExtension(session: CDPSession, run: () => Promise<void>): Promise<Task[]> {
  await session.send("Tracing.start", {
    transferMode: "ReturnAsStream",
    traceConfig: {
      includedCategories: ["disabled-by-default-devtools.timeline"],
      excludedCategories: ["*"],
      recordMode: "recordAsMuchAsPossible",
    },
  });
  await run();
  const complete = new Promise<{ readonly stream?: string }>((done) => session.once("Tracing.tracingComplete", done));
  await session.send("Tracing.end");
  const { stream = "" } = await complete;
  const events = await readEvents(session, stream);
  const named = (name: string, value: RegExp) =>
    events.filter((event) => event.name === name && value.test(event.args.name ?? ""));
  const processes = new Set(named("process_name", /^Extension Renderer$/).map(({ pid }) => pid));
  const threads = named("thread_name", /^CrRendererMain$/).filter(({ pid }) => processes.has(pid));
  const ids = new Set(threads.map(({ pid, tid }) => `${pid} ${tid}`));
  return events
    .filter(({ name, ph, pid, tid }) => name === "RunTask" && ph === "X" && ids.has(`${pid} ${tid}`))
    .map(({ dur = 0, tdur = 0 }) => ({ wall: dur / 1000, cpu: tdur / 1000 }));
}

/** The events of a trace that name a task, a process or a thread. Half a gigabyte of others is left out line by line. */
async function readEvents(session: CDPSession, handle: string): Promise<TraceEvent[]> {
  const events: TraceEvent[] = [];
  let rest = "";
  for (;;) {
    const { data, eof, base64Encoded } = await session.send("IO.read", { handle, size: 4_000_000 });
    const lines = (rest + (base64Encoded ? Buffer.from(data, "base64").toString() : data)).split("\n");
    rest = eof ? "" : (lines.pop() ?? "");
    for (const line of lines) {
      if (!/"name":"(RunTask|process_name|thread_name)"/.test(line)) continue;
      events.push(JSON.parse(line.replace(/^\{"traceEvents":\[/, "").replace(/,?(\],.*)?$/, "")));
    }
    if (eof) return events;
  }
}
