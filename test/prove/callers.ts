import { fixesThatExpose } from "../../src/fixes/expose-fixes.ts";
import { diagnose, type Fix, fixesFor, isAllowed, isRefused, readHar } from "../../src/index.ts";
import { call } from "../real-servers/calls.ts";
import type { Running } from "../real-servers/targets.ts";
import { applyChange } from "../stacks/apply-change.ts";
import { changingServer, wrongReader } from "./changing-server.ts";
import type { DebianTarget } from "./debian.ts";
import type { Home } from "./home.ts";

/** A page, and a fetch that it makes. */
interface Caller {
  readonly name: string;
  readonly from: "page" | "foreignPage";
  readonly init: RequestInit;
}

/** Fetches that start one after the other, each refused at first, until a fix is added to those before. */
const callers: readonly Caller[] = [
  { name: "a first page", from: "page", init: { method: "PUT", headers: { "x-api-key": "1" } } },
  { name: "a second page", from: "foreignPage", init: { method: "DELETE", headers: { "x-tenant": "1" } } },
  { name: "another method", from: "page", init: { method: "PATCH", headers: { "content-type": "application/json" } } },
  { name: "credentials", from: "page", init: { credentials: "include" } },
];

/**
 * Null where a server without CORS code can take one fix after the other, each as the engine prints it, and lets every
 * page read afterwards that it let read before, and no other page; otherwise what is wrong.
 */
export async function proveCallers(
  target: DebianTarget,
  home: Home,
  started: (running: Promise<Running>) => void,
): Promise<string | null> {
  const { url, during } = await changingServer(target, home, started);
  const values = [home.origin, home.foreignOrigin, ...listValues];
  let code: string | null = null;
  for (const [index, caller] of callers.entries()) {
    const before = callers.slice(0, index);
    const refusal: Fix | string | null = await during(code, () => refusalOf(caller, before));
    if (refusal === null) continue;
    if (typeof refusal === "string") return `${caller.name}: ${refusal}`;
    code = code === null ? refusal.code : applyChange(code, refusal.code, values);
    const problem = await during(code, () => problemOf([...before, caller]));
    if (problem !== null) return `${caller.name}: ${problem}\n${refusal.code}\n--- applied:\n${code}`;
  }
  const exposing = await during(code, fixThatExposes);
  if (exposing === undefined) return "has no fix that exposes a header";
  code = applyChange(code ?? "", exposing.code, [...values, exposedHeader]);
  const problem = (await during(code, () => readsNot())) ?? (await during(code, () => problemOf(callers)));
  return problem === null ? null : `a header to read: ${problem}\n${exposing.code}\n--- applied:\n${code}`;

  /** The fix that lets the page read a header of a response that it may read already. */
  async function fixThatExposes(): Promise<Fix | undefined> {
    await home.recorder.take();
    await call(home.page, url, {});
    const recording = readHar((await home.recorder.take()).log);
    const [passed] = diagnose(recording).filter(isAllowed);
    const { stack, takes = () => true } = target;
    return (
      passed && fixesThatExpose([exposedHeader], passed, recording).find((fix) => fix.stack === stack && takes(fix))
    );
  }

  async function readsNot(): Promise<string | null> {
    const value = await home.page.evaluate(
      (target, name) => fetch(target).then(({ headers }) => headers.get(name), String),
      url,
      exposedHeader,
    );
    return /origin/i.test(value ?? "") ? null : `the page reads ${value}`;
  }

  /** The fix for the caller's refusal, as the engine prints it; null where it is not refused. */
  async function refusalOf({ from, init }: Caller, before: readonly Caller[]): Promise<Fix | string | null> {
    await home.recorder.take();
    for (const other of before) {
      if ((await call(home[other.from], url, other.init)) === "refused")
        return `${other.name} is refused before the fix`;
    }
    if ((await call(home[from], url, init)) !== "refused") return null;
    const recording = readHar((await home.recorder.take()).log);
    const refused = diagnose(recording).filter(isRefused);
    const { stack, takes = () => true } = target;
    return fixesFor(refused, recording).find((fix) => fix.stack === stack && takes(fix)) ?? "has no fix";
  }

  async function problemOf(allowed: readonly Caller[]): Promise<string | null> {
    for (const { name, from, init } of allowed) {
      if ((await call(home[from], url, init)) === "refused") return `refuses ${name}`;
    }
    return wrongReader(home, url);
  }
}

/** A header that every server sends to several origins, and that a page cannot read without permission. */
const exposedHeader = "Vary";

const listValues = [
  ...["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
  ...["x-api-key", "x-tenant", "content-type", "authorization"],
];
