import type { CallFrame } from "../../exchange.ts";
import { pendingTimersScript } from "../../page-script/timers.ts";
import { fieldsOf, numberOf, textOf } from "../../recording/fields.ts";
import { withTimeout } from "../with-timeout.ts";
import type { CdpConnection } from "./cdp-connection.ts";
import type { OwnSessions } from "./own-sessions.ts";

/** The timers of all watched documents that run once, and will run within a few seconds. */
export interface PendingTimers {
  readonly count: number;
  /** True where there may be more, because a document had too many timers. */
  readonly isAtLeast: boolean;
  /** Milliseconds until the last of them runs. */
  readonly last: number;
  /** The `idle` of `settled()` in milliseconds that waits until the last of them has run: counted from the last event on. */
  readonly idle: number;
  /** The function that runs first; null where its place is not known. */
  readonly function: CallFrame | null;
}

export interface TimerReader {
  /** Takes a document that has announced timers, by its execution context. */
  readonly add: (connection: CdpConnection, contextId: unknown) => void;
  /**
   * The timers that have not run. Never rejects; a document that does not respond has none.
   * @param lastEventAt when the network was last busy, by `performance.now()`
   */
  readonly read: (lastEventAt: () => number, inOwnSession: OwnSessions["run"]) => Promise<PendingTimers>;
}

export function createTimerReader(secret: string): TimerReader {
  const documents = new Map<CdpConnection, Set<number>>();
  let count = 0;
  return {
    add(connection, contextId) {
      if (typeof contextId !== "number" || count >= maxDocuments) return;
      const known = documents.get(connection) ?? new Set();
      documents.set(connection, known);
      if (!known.has(contextId)) count += 1;
      known.add(contextId);
    },
    async read(lastEventAt, inOwnSession) {
      const expression = pendingTimersScript(secret, horizon);
      const asked = [...documents].flatMap(([connection, ids]) =>
        [...ids].map((id) => withinTime(readDocument(connection, id, expression), null)),
      );
      const found = (await Promise.all(asked)).flatMap((timers) =>
        timers !== null && timers.count > 0 ? [timers] : [],
      );
      const [first] = found.toSorted((a, b) => a.first - b.first);
      const last = Math.max(0, ...found.map((timers) => timers.last));
      return {
        count: found.reduce((sum, timers) => sum + timers.count, 0),
        isAtLeast: found.some(({ isFull }) => isFull),
        last,
        idle: performance.now() - lastEventAt() + last,
        function: first ? await withinTime(readPlace(first, inOwnSession), null) : null,
      };
    },
  };
}

/** Of one watch. A document that is left stays among them until then. */
const maxDocuments = 200;

/** In milliseconds. A timer that runs later is not worth waiting for. */
const horizon = 5000;

interface DocumentTimers {
  readonly connection: CdpConnection;
  readonly count: number;
  readonly isFull: boolean;
  readonly first: number;
  readonly last: number;
  /** The remote object of the first function. */
  readonly functionId: string;
}

async function readDocument(
  connection: CdpConnection,
  contextId: number,
  expression: string,
): Promise<DocumentTimers | null> {
  const evaluated = await connection.send("Runtime.evaluate", { expression, contextId, silent: true });
  const listId = textOf(fieldsOf(fieldsOf(evaluated).result).objectId);
  if (listId === "") return null;
  const list = fieldsOf(
    await connection.send("Runtime.getProperties", { objectId: listId, ownProperties: true }),
  ).result;
  const values = new Map(
    (Array.isArray(list) ? list : []).map((property) => [fieldsOf(property).name, fieldsOf(fieldsOf(property).value)]),
  );
  const numberAt = (index: string) => numberOf(values.get(index)?.value);
  return {
    connection,
    count: numberAt("0"),
    isFull: values.get("1")?.value === true,
    first: numberAt("2"),
    last: numberAt("3"),
    functionId: textOf(values.get("4")?.objectId),
  };
}

/** Where a function is written. */
async function readPlace(
  { connection, functionId }: DocumentTimers,
  inOwnSession: OwnSessions["run"],
): Promise<CallFrame | null> {
  const location = await readLocation(connection, functionId);
  if (location === null) return null;
  const url = await inOwnSession(connection, (own) => withinTime(readScriptUrl(own, location.scriptId), ""));
  return url === "" ? null : { functionName: "", url, line: location.line, column: location.column };
}

/**
 * The URL of a script, which only the debugger knows. In a session of its own it can be turned on and off without a change of
 * the breakpoints and the depth of stacks that other sessions have set.
 */
function readScriptUrl(own: CdpConnection, ownScriptId: string): Promise<string> {
  return new Promise((resolve, reject) => {
    own.listen((method, params) => {
      const { scriptId, url } = fieldsOf(params);
      if (method === "Debugger.scriptParsed" && scriptId === ownScriptId) resolve(textOf(url));
    });
    // Otherwise a `debugger` statement could pause the page.
    const skip = { skip: true };
    own.send("Debugger.setSkipAllPauses", skip).catch(() => {});
    Promise.all([own.send("Debugger.enable"), own.send("Debugger.setSkipAllPauses", skip)]).catch(reject);
  });
}

interface FunctionLocation {
  readonly scriptId: string;
  /** From 0. */
  readonly line: number;
  /** From 0. */
  readonly column: number;
}

/** Null for a function of the browser. */
async function readLocation(connection: CdpConnection, objectId: string): Promise<FunctionLocation | null> {
  if (objectId === "") return null;
  const reply = fieldsOf(await connection.send("Runtime.getProperties", { objectId, ownProperties: true }));
  const internal = Array.isArray(reply.internalProperties) ? reply.internalProperties.map(fieldsOf) : [];
  const internalValue = (name: string) => fieldsOf(internal.find((property) => property.name === name)?.value);
  const bound = textOf(internalValue("[[TargetFunction]]").objectId);
  if (bound !== "" && bound !== objectId) return readLocation(connection, bound);
  const { scriptId, lineNumber, columnNumber } = fieldsOf(internalValue("[[FunctionLocation]]").value);
  if (typeof scriptId !== "string") return null;
  return { scriptId, line: numberOf(lineNumber), column: numberOf(columnNumber) };
}

/** The value of a promise; `otherwise` where it rejects or takes too long. */
function withinTime<T>(promise: Promise<T>, otherwise: T): Promise<T> {
  return withTimeout(promise, maxTime, "late").catch(() => otherwise);
}

/** In milliseconds. */
const maxTime = 1000;
