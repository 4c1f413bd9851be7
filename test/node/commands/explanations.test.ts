import { describe, expect, test } from "vitest";
import { causes } from "../../../src/causes/index.ts";
import { lookAlikes } from "../../../src/lookalikes/index.ts";
import { explanationOf } from "../../../src/node/commands/explanations.ts";
import { generalAdvice } from "../../../src/node/commands/general-advice.ts";
import { notes } from "../../../src/notes/index.ts";
import { reasons } from "../../../src/reasons/index.ts";

const rules = [...reasons, ...lookAlikes, ...notes];

describe("an explanation of a reason, a look-alike or a note", () => {
  test.each(rules.map(({ id, title }) => [id, title]))("says what to do about %s", (id, title) => {
    const [first, ...others] = explanationOf(id)?.split("\n") ?? [];
    expect(first).toMatch(new RegExp(`^${id} \\(.*\\): `));
    expect(first?.endsWith(`: ${title}.`)).toBe(true);
    const change = others.find((line) => line.startsWith("Change: ")) ?? "";
    expect(change).toMatch(/^Change: [A-Z`].{20,}\.$/);
    for (const sentence of change.split(/(?<=\.)\s/))
      expect(sentence.split(/\s+/).length, sentence).toBeLessThanOrEqual(30);
  });

  test.each(causes.map(({ id }) => [id]))("of the cause %s says what to change", (id) => {
    const [change = ""] = /^Change: .*$/m.exec(explanationOf(id) ?? "") ?? [];
    expect(change).toMatch(/^Change: [A-Z`].{20,}\.$/);
    expect(change).not.toMatch(/null|undefined/);
  });

  // An explanation that takes a request cannot speak for others; one that takes none needs no second text.
  test("has its own advice exactly where the rule's depends on a request", () => {
    const dependent = rules.filter(({ explain }) => explain.length > 0).map(({ id }) => id);
    expect(Object.keys(generalAdvice).sort()).toEqual(dependent.sort());
  });

  test("says which responses a reason explains, and the causes that it is beneath", () => {
    expect(explanationOf("hsts-redirect")).toBe(
      [
        "hsts-redirect (reason): The browser itself changed http to https, because the site uses HSTS.",
        "Explains: a refused preflight response, a refused actual response.",
        "Change: Request the `https://` URL directly. No server setting helps, because the browser never sends the request over http.",
      ].join("\n"),
    );
    expect(explanationOf("nginx-other-location")).toMatch(/\nMore: cors-panel explain missing-allow-origin$/);
    expect(explanationOf("aborted")).toMatch(/^aborted \(look-alike, not CORS\): .*\nChange: Look for a timeout/);
  });
});
