import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv, exit, stdout } from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { Fix } from "../../src/fixes/fix.ts";
import { stacks } from "../../src/stacks/index.ts";
import { cases } from "../real-servers/cases.ts";
import { type Running, targets as tested } from "../real-servers/targets.ts";
import { digestOf } from "../stacks/written.ts";
import { proveCallers } from "./callers.ts";
import type { DebianTarget } from "./debian.ts";
import { gridOf, type Outcome, otherCallers } from "./grid.ts";
import { type Home, openHome } from "./home.ts";
import { proveOpenServer } from "./open-server.ts";
import { prove } from "./proof.ts";

/** What was proved of one stack. */
interface Result {
  /** The number of cases. */
  readonly proved: number;
  /** Digest of the code that was proved. */
  readonly digest: string;
  /** What the cases ran on, where the platform cannot be installed. */
  readonly on?: string;
}

const { values, positionals: only } = parseArgs({
  args: argv.slice(2),
  allowPositionals: true,
  options: { save: { type: "boolean", default: false }, minutes: { type: "string", default: "60" } },
});
const unknown = only.filter((id) => !stacks.some((stack) => stack.id === id));
if (unknown.length > 0 || !(Number(values.minutes) > 0)) {
  stdout.write(`npm run prove [-- STACK… --minutes N --save]; stacks: ${stacks.map(({ id }) => id).join(", ")}\n`);
  exit(2);
}
const end = Date.now() + Number(values.minutes) * 60_000;
const outOfTime = "out of time";
const outcomes: Outcome[] = [];
const failures: string[] = [];
const targets = await readTargets();
const home = await openHome();
try {
  for (const target of targets) await proveTarget(target, home);
} finally {
  await home.close();
}
stdout.write(`\n${gridOf(outcomes)}`);
for (const failure of failures) stdout.write(`FAILED ${failure}\n`);
if (values.save) save();
exit(failures.length === 0 ? 0 : 1);

/** The targets of `npm test` first, then those of `test/prove/targets`. */
async function readTargets(): Promise<DebianTarget[]> {
  const folder = join(import.meta.dirname, "targets");
  const modules: Record<string, DebianTarget>[] = [];
  for (const file of readdirSync(folder).sort()) modules.push(await import(join(folder, file)));
  const all = [
    ...tested.map((target) => ({ ...target, packages: [], isInstalled: () => true, takes: isCode })),
    ...modules.flatMap((module) => Object.values(module)),
  ];
  return only.length === 0 ? all : all.filter(({ stack }) => only.includes(stack));
}

/** False for a fix that only says what to delete, and for a complete server, which has a test of its own. */
function isCode({ code }: Fix): boolean {
  return /^[^#\s]/m.test(code) && !/^const app = /m.test(code);
}

async function proveTarget(target: DebianTarget, home: Home): Promise<void> {
  const { name, stack, packages } = target;
  if (!target.isInstalled()) {
    stdout.write(`${name}: not run, needs ${packages.join(", ")}\n`);
    return;
  }
  for (const broken of cases.filter((candidate) => target.brokenBy(candidate))) {
    const problem = Date.now() < end ? await inTime((started) => prove(target, broken, home, started)) : outOfTime;
    const state = problem === null ? "proved" : problem === outOfTime ? "not run" : "failed";
    if (state === "failed") failures.push(`${name} × ${broken.name}: ${problem}`);
    outcomes.push({ stack, cause: broken.cause, state });
    stdout.write(`${state}  ${name} × ${broken.cause}: ${broken.name}\n`);
  }
  await proveOtherCallers(target, home);
}

/** Proves that one fix after the other keeps every caller, on a server of the target. */
async function proveOtherCallers(target: DebianTarget, home: Home): Promise<void> {
  const { name, stack, servesPage, withoutCallers } = target;
  if (servesPage || withoutCallers !== undefined) return;
  for (const [what, proof] of [
    ["other callers", proveCallers],
    ["a server that sends *", proveOpenServer],
  ] as const) {
    const problem = Date.now() < end ? await inTime((started) => proof(target, home, started)) : outOfTime;
    const state = problem === null ? "proved" : problem === outOfTime ? "not run" : "failed";
    if (state === "failed") failures.push(`${name} × ${what}: ${problem}`);
    outcomes.push({ stack, cause: otherCallers, state });
    stdout.write(`${state}  ${name} × ${what}\n`);
  }
}

/** The problem of a proof, or null; a proof that takes too long is ended together with its servers. */
async function inTime(
  proof: (started: (running: Promise<Running>) => void) => Promise<string | null>,
): Promise<string | null> {
  const started: Promise<Running>[] = [];
  const stuck = "took more than two minutes";
  const problem = await Promise.race([
    proof((running) => started.push(running)).catch((error: unknown) => String(error)),
    sleep(120_000, stuck, { ref: false }),
  ]);
  if (problem === stuck) {
    await Promise.all(
      started.map((running) =>
        running.then(
          ({ close }) => close(),
          () => undefined,
        ),
      ),
    );
  }
  return problem;
}

/** Writes results.json: for each stack without a failure, what was proved. The targets of `npm test` need no record. */
function save(): void {
  const file = join(import.meta.dirname, "results.json");
  const all: Record<string, Result> = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  for (const { stack, on } of targets) {
    if (tested.some((target) => target.stack === stack)) continue;
    const states = outcomes.filter((outcome) => outcome.stack === stack).map(({ state }) => state);
    const proved = states.filter((state) => state === "proved").length;
    const code = stacks.find(({ id }) => id === stack);
    if (!code || proved === 0 || proved < states.length) continue;
    all[stack] = { proved, ...(on === undefined ? {} : { on }), digest: digestOf(code) };
  }
  const sorted = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify(sorted, null, 2)}\n`);
}
