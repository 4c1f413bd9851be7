import { describe, expect, test } from "vitest";
import { servers } from "../../src/servers/index.ts";
import { policies } from "../stacks/policies.ts";

const products = servers.flatMap(({ id, setting }) => (setting ? [{ id, setting }] : []));

/** Products whose only setting is a switch for every origin; a warning says so. */
const switches: ReadonlySet<string> = new Set(["lm-studio"]);

describe.each(products)("the setting of $id", ({ id, setting }) => {
  test.each(Object.entries(policies))("adds what the policy adds, and nothing else: %s", (_, policy) => {
    const text = setting.lines(policy).join("\n");
    const plain = text.replace(/\\+(?=[.:/[\]-])/g, "");
    if (switches.has(id)) expect(setting.warnings.join()).toContain("every origin");
    else if (text !== "") for (const origin of policy.added.origins) expect(plain).toContain(hostnameOf(origin));
    // A star that allows every origin, and the origin of any sandboxed frame.
    if (policy.origins !== "*")
      expect(text).not.toMatch(/(?:origins?\S*["']?\s*[:=]\s*\[?\s*["']?|ORIGINS?=)\*(?![\w.])/i);
    expect(text).not.toMatch(/["'=,\s]null["',\s]/);
  });

  test("says in one sentence what to change", () => {
    expect(setting.title).toMatch(/^[A-Z].*[^.]$/);
    expect(setting.title.split("`").length % 2).toBe(1);
    for (const warning of setting.warnings) expect(warning).toMatch(/^\S.*[.)]$/s);
  });
});

/** Some products take the host name alone. */
function hostnameOf(origin: string): string {
  return new URL(origin).hostname;
}
