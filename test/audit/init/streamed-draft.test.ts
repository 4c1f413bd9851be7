import { expect, test } from "vitest";
import { draftFromDiagnoses } from "../../../src/audit/init/from-recording.ts";
import { createStreamedDraft } from "../../../src/audit/init/streamed-draft.ts";
import { diagnose, readHar } from "../../../src/index.ts";
import { api, type Call, logOf, page } from "../../har.ts";
import { chromiumCaptures, firefoxCaptures } from "../../scenarios/captures.ts";

/** The draft from a recording that is read entry by entry. */
function streamedDraft(recording: ReturnType<typeof readHar>) {
  const draft = createStreamedDraft(recording);
  for (const exchange of recording.exchanges) draft.add([exchange]);
  return draft.finish();
}

test("a recording that is read in parts gives the same draft of a policy as the whole", () => {
  let requests = 0;
  for (const { log, name } of [...chromiumCaptures(), ...firefoxCaptures()]) {
    const recording = readHar(log);
    const whole = draftFromDiagnoses(diagnose(recording));
    requests += whole.requests.length;
    const { requests: streamed, leftOut } = streamedDraft(recording);
    const inOrder = (list: readonly unknown[]) => list.map((one) => JSON.stringify(one)).sort();
    expect([name, inOrder(streamed), inOrder(leftOut)]).toEqual([
      name,
      inOrder(whole.requests),
      inOrder(whole.leftOut),
    ]);
  }
  expect(requests).toBeGreaterThan(80);
});

test("what is left out has the cause that the whole recording shows", () => {
  const refused: Call = {
    method: "PUT",
    preflight: { status: 204, headers: { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "GET" } },
  };
  const headers = { "Access-Control-Allow-Origin": page, "Access-Control-Allow-Credentials": "true" };
  const withCookie: Call = { headers: { Cookie: "sid=1" }, answer: { status: 200, headers }, error: null };
  const other: Call = { url: "http://localhost:5000/", answer: { status: 200 } };
  const { leftOut } = streamedDraft(readHar({ log: logOf(refused, other, other, other, withCookie) }));
  expect(leftOut).toContain(`\`PUT\` \`${api}\` from \`${page}\`: wildcard-origin-with-credentials`);
});
