import { expect, test } from "vitest";
import { stacks } from "../../../src/stacks/index.ts";
import { contexts, policies } from "../policies.ts";

const codes = stacks
  .filter(({ language }) => language === "nginx")
  .flatMap(({ fix }) =>
    Object.values(policies).flatMap((policy) =>
      Object.values(contexts).flatMap((context) => Object.values(fix).flatMap((write) => write(policy, context))),
    ),
  )
  .map(({ code }) => code);

test("each code has the maps of the variables that it uses", () => {
  expect(codes.length).toBeGreaterThan(100);
  for (const code of codes) {
    const lines = code.replace(/^\s*#.*$/gm, "");
    const used = [...lines.matchAll(/^\s*add_header \S+ \$(cors_\w+)/gm)].map(([, name = ""]) => name);
    const mapped = [...lines.matchAll(/^map \S+ \$(\w+) \{/gm)].map(([, name = ""]) => name);
    expect(mapped, code).toEqual(expect.arrayContaining(used));
  }
});

test("nginx sends credentials once where it adds them to those of the application", () => {
  for (const code of codes.filter((code) => code.includes("$upstream_http_"))) {
    const adds = /^\s*add_header Access-Control-Allow-Credentials/m.test(code.split("# In the location")[1] ?? "");
    expect(/^\w+_hide_header Access-Control-Allow-Credentials/m.test(code), code).toBe(adds);
  }
});

test("a location of its own for preflights names all that the server grants", () => {
  const context = contexts["a reverse proxy that forbids OPTIONS"];
  const policy = policies.one;
  const nginx = stacks.find(({ id }) => id === "nginx-proxy");
  if (!context || !policy) throw new Error("the policy or the context is missing");
  const [snippet] =
    nginx?.fix["answer-preflight"]({ ...policy, added: { ...policy.added, headers: [] } }, context) ?? [];
  const location = /^location = \/cors-preflight \{.*?^\}/ms.exec(snippet?.code ?? "")?.[0];
  expect(location).toContain('Access-Control-Allow-Headers "Content-Type, x-api-key"');
  expect(location).toContain('Access-Control-Allow-Credentials "true"');
});
