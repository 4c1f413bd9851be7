import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isAllowedByRule, questionsOf } from "../../src/audit/questions.ts";
import type { AuditRule } from "../../src/audit/read-config.ts";
import { publicSuffixList } from "../../src/node/http/public-suffix-list.ts";

describe("the questions of any policy", () => {
  const host = fc.constantFrom("a.example", "app.a.example", "b.test", "localhost:3000", "10.0.0.1");
  const rules = fc.array(
    fc.record<AuditRule>({
      origins: fc.oneof(
        fc.constant("*" as const),
        fc.uniqueArray(
          host.map((name) => `https://${name}`),
          { minLength: 1 },
        ),
      ),
      urls: fc.uniqueArray(fc.constantFrom("https://api.example/a", "https://api.example/b"), { minLength: 1 }),
      methods: fc.uniqueArray(fc.constantFrom("GET", "HEAD", "POST", "PUT", "DELETE"), { minLength: 1 }),
      headers: fc
        .uniqueArray(fc.constantFrom("content-type", "X-Api-Key", "Authorization"))
        .map((names) => names.map((name) => ({ name, value: null }))),
      harmless: fc.uniqueArray(
        fc.record({
          method: fc.constantFrom("POST", "DELETE"),
          url: fc.constantFrom("https://api.example/a", "https://api.example/b"),
          body: fc.constantFrom(null, "{}"),
        }),
        { selector: (request) => JSON.stringify(request), maxLength: 2 },
      ),
      exposedHeaders: fc.constant([]),
      credentials: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  );

  test("only GET, HEAD and what a rule names as harmless are sent as actual requests", () => {
    fc.assert(
      fc.property(rules, (rules) => {
        for (const { actual, call, forbidden } of questionsOf(rules, publicSuffixList).list) {
          if (!actual || /^(GET|HEAD)$/.test(call.method)) continue;
          expect(forbidden).toBe(null);
          const isNamed = rules.some(({ harmless }) =>
            harmless.some(({ method, url, body }) =>
              [method === call.method, url === call.url, body === call.body].every(Boolean),
            ),
          );
          expect(isNamed).toBe(true);
        }
      }),
    );
  });

  test("no rule allows a forbidden question", () => {
    fc.assert(
      fc.property(rules, (rules) => {
        for (const { call, forbidden } of questionsOf(rules, publicSuffixList).list) {
          if (!forbidden) continue;
          const also = ({ methods, headers }: AuditRule) =>
            forbidden.kind === "origin" ||
            (forbidden.kind === "method" && methods.includes(forbidden.name)) ||
            headers.some(({ name }) => name.toLowerCase() === forbidden.name);
          expect(isAllowedByRule(rules, call, also)).toBe(false);
        }
      }),
    );
  });
});
