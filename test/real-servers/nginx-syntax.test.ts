import fc from "fast-check";
import { expect, test } from "vitest";
import { diagnose, fixesFor } from "../../src/index.ts";
import { stacks } from "../../src/stacks/index.ts";
import { hostile, hostileRecording } from "../stacks/hostile.ts";
import { contexts, policies } from "../stacks/policies.ts";
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

test("nginx accepts every code alone, with its own variables and its lines for the server", async () => {
  const inputs = Object.values(policies).flatMap((policy) =>
    Object.values(contexts).map((context) => [policy, context] as const),
  );
  const writers = stacks.filter(({ language }) => language === "nginx").flatMap(({ fix }) => Object.values(fix));
  const codes = new Set(
    inputs.flatMap((values) => writers.flatMap((write) => write(...values).map(({ code }) => code))),
  );
  expect(codes.size).toBeGreaterThan(100);
  for (const code of codes) {
    const { http, server, location } = placesOf(code);
    const errors = await testNginx({ http, server, locations: `location / {\n${location}\n}` });
    expect(errors, code).toBe("");
  }
});
