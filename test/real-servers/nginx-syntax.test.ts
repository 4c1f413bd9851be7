import fc from "fast-check";
import { expect, test } from "vitest";
import { diagnose, fixesFor } from "../../src/index.ts";
import { hostile, hostileRecording } from "../stacks/hostile.ts";
import { placesOf, testNginx } from "./nginx.ts";

test("nginx accepts every fix that hostile recordings lead to, all in one configuration", async () => {
  const codes = new Set<string>();
  for (const made of fc.sample(hostile, { numRuns: 3000, seed: 1 })) {
    const recording = hostileRecording(made);
    for (const { language, code } of fixesFor(diagnose(recording), recording))
      if (language === "nginx") codes.add(code);
  }
  const places = [...codes].map(placesOf);
  expect(places.length).toBeGreaterThan(500);
  const errors = await testNginx({
    http: places.map(({ http }) => http).join("\n"),
    locations: places.map(({ location }, index) => `location /${index}/ {\n${location}\n}`).join("\n"),
  });
  expect(errors).toBe("");
});
