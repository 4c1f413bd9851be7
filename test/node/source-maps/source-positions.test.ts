import { expect, test } from "vitest";
import { diagnose, readHar } from "../../../src/index.ts";
import { readSourcePositions } from "../../../src/node/source-maps/source-positions.ts";
import { logOf } from "../../har.ts";
import { listenHttp } from "../http/listen.ts";

test("a script whose places are known is not asked for again", async () => {
  const asked: (string | undefined)[] = [];
  const map = JSON.stringify({ version: 3, sources: ["/src/main.ts"], names: [], mappings: "AAMQ" });
  const server = await listenHttp((request, response) => {
    asked.push(request.url);
    response.end(`x();\n//# sourceMappingURL=data:application/json,${encodeURIComponent(map)}`);
  });
  const origin = `http://127.0.0.1:${server.port}`;
  const callOf = (script: string) => ({
    url: `${origin}/orders${script}`,
    initiator: `${origin}${script}`,
    line: 0,
    answer: { status: 200 },
  });
  const recording = readHar(logOf(callOf("/one.js"), callOf("/two.js")));
  const diagnoses = diagnose(recording);
  const first = await readSourcePositions(recording, diagnoses.slice(0, 1));
  const source = { url: `${origin}/src/main.ts`, line: 7, column: 9, isLibrary: false };
  expect([...first]).toEqual([[`${origin}/one.js:0:0`, source]]);
  const second = await readSourcePositions(recording, diagnoses, { known: first });
  expect([...second]).toEqual([[`${origin}/two.js:0:0`, source]]);
  expect(asked).toEqual(["/one.js", "/two.js"]);
  await server.close();
});
