import { stacks } from "../../src/stacks/index.ts";
import { cases } from "../real-servers/cases.ts";

/** The result of one case on one stack. */
export interface Outcome {
  readonly stack: string;
  readonly cause: string;
  readonly state: "proved" | "failed" | "not run";
}

/** The column for one fix after the other on one server, and all its callers after each. */
export const otherCallers = "every other caller after each of four fixes";

const marks = { proved: "yes", failed: "NO", "not run": "." } as const;

/** A table of the results by stack and cause. */
export function gridOf(outcomes: readonly Outcome[]): string {
  const causes = [...new Set(cases.map(({ cause }) => cause)), otherCallers];
  const width = Math.max(...stacks.map(({ id }) => id.length));
  const row = (name: string, cells: readonly string[]) =>
    `${name.padEnd(width)}${cells.map((cell) => cell.padStart(4)).join("")}`;
  return [
    row(
      "",
      causes.map((_, index) => String(index + 1)),
    ),
    ...stacks.map(({ id }) => {
      const own = outcomes.filter(({ stack }) => stack === id);
      return row(
        id,
        causes.map((cause) => markOf(own, cause)),
      );
    }),
    "",
    ...causes.map((cause, index) => `${String(index + 1).padStart(4)}  ${cause}`),
    "",
    "yes: proved    NO: failed    -: no such mistake, or no mending it, on this stack    .: not run",
    "",
  ].join("\n");
}

function markOf(own: readonly Outcome[], cause: string): string {
  if (own.length === 0) return marks["not run"];
  const states = own.filter((outcome) => outcome.cause === cause).map(({ state }) => state);
  if (states.length === 0) return "-";
  const worst = (["failed", "not run", "proved"] as const).find((state) => states.includes(state));
  return marks[worst ?? "not run"];
}
