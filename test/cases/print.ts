/** Prints what the engine says of each reported case; exits with 1 where one is not answered right. `npm run cases`. */
import { cases } from "./cases.ts";
import { judgeCase } from "./judge-case.ts";

const width = { name: 24, cause: 34 };
let right = 0;
process.stdout.write(`${"report".padEnd(width.name)}${"verdict".padEnd(width.cause)}who answered\n`);
for (const expected of cases) {
  const { cause, answeredBy, headline, stack, problems } = judgeCase(expected);
  if (problems.length === 0) right++;
  const who = answeredBy.join(", ") || "not named";
  process.stdout.write(`\n${expected.name.padEnd(width.name)}${cause.padEnd(width.cause)}${who}\n`);
  process.stdout.write(`  headline: ${headline.replaceAll("\n", "\n            ")}\n  first fix: ${stack || "none"}\n`);
  for (const problem of problems) process.stdout.write(`  WRONG: ${problem}\n`);
}
process.stdout.write(`\n${right} of ${cases.length} are answered as their report ended.\n`);
process.exitCode = right === cases.length ? 0 : 1;
