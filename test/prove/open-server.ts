import { originOf } from "../../src/fetch/origin.ts";
import { serverGrants } from "../../src/fixes/current-grants.ts";
import { fixContextOf } from "../../src/fixes/fix-context.ts";
import { policyFor } from "../../src/fixes/policy.ts";
import { requiredChanges } from "../../src/fixes/required-changes.ts";
import { diagnose, type Fix, fixesFor, isRefused, type Recording, readHar } from "../../src/index.ts";
import { stacks } from "../../src/stacks/index.ts";
import { call } from "../real-servers/calls.ts";
import type { Running } from "../real-servers/targets.ts";
import { applyChange } from "../stacks/apply-change.ts";
import { alternativeOf, carriedOut } from "./carried-out.ts";
import { changingServer, wrongReader } from "./changing-server.ts";
import type { DebianTarget } from "./debian.ts";
import type { Home } from "./home.ts";

/**
 * Null where a server that sends `*` can take the fix for a page with credentials, and no other page reads with credentials
 * afterwards; otherwise what is wrong. Where the stack can, it still sends `*` to every other page. Some libraries send back every origin where `*` stands beside credentials.
 */
export async function proveOpenServer(
  target: DebianTarget,
  home: Home,
  started: (running: Promise<Running>) => void,
): Promise<string | null> {
  const { url, during } = await changingServer(target, home, started);
  const { stack, takes = () => true } = target;
  const refusal = async (init: RequestInit) => {
    await home.recorder.take();
    const result = await call(home.page, url, init);
    const recording = readHar((await home.recorder.take()).log);
    const refused = diagnose(recording).filter(isRefused);
    const fixes = fixesFor(refused, recording);
    return { result, recording, refused, fixes, fix: fixes.find((fix) => fix.stack === stack && takes(fix)) };
  };
  const withoutCode = await during(null, () => refusal({}));
  if (!withoutCode.fix) return "has no fix for a plain request";
  const open = openCode(withoutCode.fix, alternativeOf(withoutCode.fix, withoutCode.fixes), withoutCode.recording);
  if (open === null) return null;
  const withCredentials: RequestInit = { credentials: "include" };
  const { result, fix, ...found } = await during(open, () => refusal(withCredentials));
  if (result !== "refused" || !fix) return `lets a page read with credentials, or has no fix, with:\n${open}`;
  const staysOpen = stacks.some((one) => one.id === stack && one.staysOpen);
  const code =
    staysOpen || blocks.includes(stack)
      ? carriedOut(fix, alternativeOf(fix, found.fixes), found.refused, found.recording, withCredentials)
      : applyChange(withoutAny(open, fix), fix.code, [home.origin, "GET", "HEAD", "POST"]);
  const problem = await during(code, async () => {
    if ((await call(home.page, url, withCredentials)) === "refused") return "refuses the page";
    if (staysOpen && (await call(home.foreignPage, url, {})) === "refused") return "refuses a page without credentials";
    return wrongReader(home, url);
  });
  return problem === null ? null : `${problem}\n${fix.code}\n--- applied:\n${code}`;
}

/** Stacks whose change is a block, which a reader puts in place of the old one, as where `*` stays for all other pages. */
const blocks = ["caddy", "nuxt", "trpc", "wordpress"];

/** The code by which the fix's stack sends `*`; null where the stack's code cannot. */
function openCode(fix: Fix, alternative: number, recording: Recording): string | null {
  const stack = stacks.find(({ id }) => id === fix.stack);
  const chosen = diagnose(recording).filter(isRefused).map(requiredChanges);
  const { policy } = policyFor(chosen, serverGrants(recording, originOf(chosen[0]?.url ?? "")));
  const context = fixContextOf(chosen);
  const open = { ...policy, origins: "*" as const, credentials: false, maybeCredentials: false };
  const code = stack?.fix.grant(open, context)[alternative]?.code ?? "";
  return code.includes("*") || /all_?origins|any_?origin/i.test(code) || /cors\(\)/.test(code) ? code : null;
}

/** The code without lines that hold `*` alone, where the fix's comment says that `*` goes. */
function withoutAny(code: string, fix: Fix): string {
  if (!fix.code.includes('but not "*"')) return code;
  return code.replace(/^\s*'\*': .*\n/gm, "");
}
