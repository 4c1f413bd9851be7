import { request } from "node:http";
import { diagnose, type Fix, fixesFor, readHar } from "../../src/index.ts";
import { stacks } from "../../src/stacks/index.ts";
import { freePort } from "../free-port.ts";
import { call, callFromSandbox, clearCache } from "../real-servers/calls.ts";
import type { Case } from "../real-servers/cases.ts";
import type { Recorded } from "../real-servers/recorder.ts";
import { fillOrigins, type Running } from "../real-servers/targets.ts";
import { alternativeOf, carriedOut } from "./carried-out.ts";
import type { DebianTarget } from "./debian.ts";
import type { Home } from "./home.ts";

/** One case on one target, and its URLs. */
interface ProofCase {
  readonly target: DebianTarget;
  readonly broken: Case;
  readonly home: Home;
  /** The origin of the page that fetches. */
  readonly origin: string;
  /** The URL that it fetches before the fix, and with the fix. */
  readonly before: string;
  readonly after: string;
  readonly start: (fix: string | null) => Promise<Running>;
}

/** Null where every fix of the stack allows what it should and nothing else; otherwise what is wrong. */
export async function prove(
  target: DebianTarget,
  broken: Case,
  home: Home,
  started: (running: Promise<Running>) => void,
): Promise<string | null> {
  const port = await freePort();
  const server = `http://127.0.0.1:${target.servesPage ? await freePort() : port}`;
  const origin = target.servesPage ? `http://localhost:${port}` : home.origin;
  const fill = fillOrigins(server, origin, home.foreignOrigin);
  const before = `${server}/api/x`;
  const after = target.servesPage ? `${origin}/api/x` : before;
  const start = (fix: string | null) => {
    const running = target.start(port, broken, fix, fill);
    started(running);
    return running;
  };
  const proofCase = { target, broken, home, origin, before, after, start };
  const refusal = await refusalOf(proofCase);
  if (typeof refusal === "string") return refusal;
  for (const { fix, code } of refusal.fixes) {
    const running = await start(code);
    try {
      const problem = await problemAfterFix(proofCase, refusal.isOpen && keepsOpen(fix));
      if (problem !== null) return `${fix.title}: ${problem}`;
    } finally {
      await running.close();
    }
  }
  return null;
}

/** The fixes that the engine writes from a recording, and the code of a server that carried them out. */
interface Refusal {
  readonly fixes: readonly { readonly fix: Fix; readonly code: string }[];
  /** Whether another page could read without credentials before the fix. */
  readonly isOpen: boolean;
}

/** False for a stack that cannot keep `*` for other pages; its fix says so. */
function keepsOpen({ stack }: Fix): boolean {
  return stacks.find(({ id }) => id === stack)?.staysOpen === true;
}

/** The refusal of the case's fetch and its fixes; otherwise why there are none. */
async function refusalOf({ target, broken, home, origin, before, start }: ProofCase): Promise<Refusal | string> {
  const { page, foreignPage, recorder } = home;
  const running = await start(null);
  let recorded: Recorded;
  let isOpen = false;
  try {
    await page.goto(`${origin}/page.html`);
    await recorder.take();
    if (broken.otherPageFirst) await call(foreignPage, before, broken.call);
    const answer = await call(page, before, broken.call);
    if (answer !== "refused") return `was answered ${answer} before the fix`;
    recorded = await recorder.take();
    isOpen = !broken.otherPageFirst && (await call(foreignPage, before, withoutCredentials(broken))) !== "refused";
  } finally {
    await running.close();
  }
  const { log, corsErrors } = recorded;
  const recording = readHar(log);
  const refused = diagnose(recording).filter(({ outcome }) => outcome === "refused");
  const found = refused.map(({ verdict }) => verdict?.cause).join();
  if (found !== broken.cause) return `was told to be ${found || "nothing"}`;
  const named = refused.map(({ verdict }) => verdict?.reportedAs.chrome).join();
  if (named !== corsErrors.join()) return `was told to be ${named}, and the browser says ${corsErrors.join()}`;
  const { stack, takes = () => true } = target;
  const all = fixesFor(refused, recording);
  const fixes = all
    .filter((fix) => fix.stack === stack && takes(fix))
    .map((fix) => ({ fix, code: carriedOut(fix, alternativeOf(fix, all), refused, recording, broken.call) }));
  return fixes.length === 0 ? "has no fix" : { fixes, isOpen };
}

function withoutCredentials({ call: init }: Case): RequestInit {
  return { ...init, credentials: "omit" };
}

async function problemAfterFix(
  { target, broken, home, origin, after }: ProofCase,
  staysOpen: boolean,
): Promise<string | null> {
  const { page, foreignPage, lookAlikes } = home;
  const init = { ...broken.call, credentials: "include" as const };
  await clearCache(page);
  if (target.servesPage) await page.goto(`${origin}/page.html`);
  else if (broken.otherPageFirst && (await call(foreignPage, after, broken.call)) === "refused")
    return "refuses the other page";
  if (!broken.otherPageFirst && (await call(foreignPage, after, init)) !== "refused")
    return "lets a foreign origin read";
  if (staysOpen && (await call(foreignPage, after, withoutCredentials(broken))) === "refused")
    return "refuses a page that could read before";
  const answer = await call(page, after, broken.call);
  const wanted = target.statuses?.[broken.name] ?? broken.status;
  if (answer === "refused" || (wanted !== undefined && answer !== wanted)) return `answers ${answer}`;
  for (const lookAlike of lookAlikes) {
    if ((await call(lookAlike, after, init)) !== "refused") return `lets ${lookAlike.url()} read with credentials`;
  }
  if ((await callFromSandbox(page, after, init)) !== "refused") return "lets a sandbox, whose origin is `null`, read";
  for (const lookAlike of ["null", `${origin}0`, `${origin}.evil.example`, origin.replace("://", "://evil")]) {
    if (await letsRead(after, lookAlike)) return `lets ${lookAlike} read with credentials`;
  }
  return null;
}

/** Whether the response would let a page of this origin read it with credentials; no page here can have such an origin. */
function letsRead(url: string, origin: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers: { Origin: origin } }, ({ headers }) => {
      resolve(
        headers["access-control-allow-origin"] === origin && headers["access-control-allow-credentials"] === "true",
      );
      sent.destroy();
    });
    sent.on("error", reject).end();
  });
}
