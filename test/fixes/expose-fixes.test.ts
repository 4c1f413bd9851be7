import { describe, expect, test } from "vitest";
import { diagnose, exposeFixes, type Fix, readHar } from "../../src/index.ts";
import { stacks } from "../../src/stacks/index.ts";
import { type Answer, logOf, page } from "../har.ts";

const allowed = { "Access-Control-Allow-Origin": page, "Access-Control-Allow-Methods": "GET, PUT" };

describe("fixes for headers that a page cannot read", () => {
  const fixes = fixesOf({ status: 200, headers: { ...allowed, "X-Total-Count": "7", "X-Request-Id": "1" } });
  const written = stacks.filter(({ devPorts }) => devPorts === undefined).map(({ id }) => id);

  test.each(written)("%s has code for them, which changes nothing else", (id) => {
    const [fix] = fixes.filter(({ stack }) => stack === id);
    expect(fix?.code).toMatch(/x-total-count/i);
    expect(fix?.code).not.toMatch(/x-request-id/i);
    expect(fix?.title).toBe("Let `http://localhost:3000` read `X-Total-Count`");
    const changed = fix?.code.split("\n").filter((_, index) => fix.changed.includes(index));
    expect(changed?.join("\n")).toMatch(/x-total-count/i);
  });

  test("keep those that the server exposes already", () => {
    const headers = { ...allowed, "X-Total-Count": "7", Link: "<a>", "Access-Control-Expose-Headers": "Link" };
    const [fix] = fixesOf({ status: 200, headers }).filter(({ stack }) => stack === "express-cors");
    expect(fix?.code).toContain("exposedHeaders: ['Link', 'X-Total-Count'], // keep the other entries");
  });

  test("are none where the page can read all that it may need", () => {
    const headers = { ...allowed, "X-Total-Count": "7", "Access-Control-Expose-Headers": "X-Total-Count" };
    expect(fixesOf({ status: 200, headers })).toEqual([]);
    expect(fixesOf({ status: 200, headers: allowed })).toEqual([]);
  });

  test("are none for a refused fetch", () => {
    expect(fixesOf({ status: 200, headers: { "X-Total-Count": "7" } })).toEqual([]);
  });
});

function fixesOf(answer: Answer): readonly Fix[] {
  const isAllowed = answer.headers?.["Access-Control-Allow-Origin"] !== undefined;
  const recording = readHar({ log: logOf({ answer, ...(isAllowed ? { error: null } : {}) }) });
  return diagnose(recording).flatMap((diagnosis) => exposeFixes(diagnosis, recording));
}
