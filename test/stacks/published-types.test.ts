import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { getTransformedRoutes } from "@vercel/routing-utils";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { parse } from "yaml";
import { diagnose, fixesFor } from "../../src/index.ts";
import type { ServerRemedy } from "../../src/remedy.ts";
import { stacks } from "../../src/stacks/index.ts";
import type { Snippet } from "../../src/stacks/stack.ts";
import { hostile, hostileRecording } from "./hostile.ts";
import { contexts, policies } from "./policies.ts";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(root, "node_modules/.published-types-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Stacks that cannot run here: the type that the vendor publishes, and the value of that type that a snippet holds. */
const published: Readonly<Record<string, readonly [type: string, from: string, valueIn: (code: string) => unknown]>> = {
  traefik: ["IMiddleware['spec']", "@kubernetes-models/traefik/traefik.io/v1alpha1", (code) => traefikOf(parse(code))],
  istio: [
    "IVirtualService['spec']",
    "@kubernetes-models/istio/networking.istio.io/v1beta1",
    (code) => istioOf(parse(code)),
  ],
  "s3-cloudfront": ["CORSRule[]", "@aws-sdk/client-s3", (code) => ofBucket(JSON.parse(code))],
  "s3-cloudfront policy": [
    "ResponseHeadersPolicyConfig",
    "@aws-sdk/client-cloudfront",
    (code) => ofDistribution(JSON.parse(code)),
  ],
  "api-gateway": ["Cors", "@aws-sdk/client-apigatewayv2", (code) => ofHttpApi(parse(code))],
};

test.each(Object.entries(published))("%s: the vendor's own types take every snippet", (name, [type, from, valueIn]) => {
  const values = snippetsOf(name.split(" ")[0] ?? "").flatMap(({ code }) => valueIn(code) ?? []);
  expect(values.length).toBeGreaterThan(2);
  expect(compiled(type, from, values)).toBe("");
  expect(compiled(type, from, misspelled(values))).not.toBe("");
});

test("vercel.json is what Vercel's own routing takes", () => {
  const codes = snippetsOf("vercel").filter(({ language }) => language === "json");
  expect(codes.length).toBeGreaterThan(1);
  for (const { code } of codes) {
    const { routes, error } = getTransformedRoutes(JSON.parse(code));
    expect(error).toBeNull();
    expect(routes?.some(({ src = "" }: { src?: string }) => new RegExp(src).test("/api/x"))).toBe(true);
  }
});

/**
 * The values that the controller accepts for each annotation. It ignores an annotation with another value, and uses its
 * default, which allows more: `*` for the origin.
 * @see https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#enable-cors
 */
const annotations: Readonly<Record<string, RegExp>> = {
  "enable-cors": /^(true|false)$/,
  "cors-allow-origin": /^(\*|[a-z]+:\/\/[A-Za-z0-9.-]+(:\d+)?(, [a-z]+:\/\/[A-Za-z0-9.-]+(:\d+)?)*)$/,
  "cors-allow-credentials": /^(true|false)$/,
  "cors-allow-methods": /^[A-Za-z]+(, [A-Za-z]+)*$/,
  "cors-allow-headers": /^[A-Za-z0-9_-]+(, [A-Za-z0-9_-]+)*$/,
  "cors-expose-headers": /^([A-Za-z0-9_-]+|\*)(, ([A-Za-z0-9_-]+|\*))*$/,
  "cors-max-age": /^\d+$/,
};

test("ingress-nginx takes every annotation", () => {
  fc.assert(
    fc.property(hostile, (made) => {
      const recording = hostileRecording(made);
      for (const { stack, code } of fixesFor(diagnose(recording), recording)) {
        if (stack !== "ingress-nginx") continue;
        const { metadata } = parse(code) as { metadata: { annotations: Readonly<Record<string, string>> } };
        for (const [key, value] of Object.entries(metadata.annotations)) {
          expect(value).toMatch(annotations[key.replace("nginx.ingress.kubernetes.io/", "")] ?? /(?!)/);
        }
      }
    }),
    { numRuns: 200 },
  );
});

test("ingress-nginx leaves CORS to the application, where it can name no origin", () => {
  const stack = stacks.find(({ id }) => id === "ingress-nginx");
  const [policy, context] = [Object.values(policies)[0], Object.values(contexts)[0]];
  if (!stack || !policy || !context) throw new Error("no policy");
  const ofIpv6 = stack.fix.grant({ ...policy, origins: ["http://[::1]:3000"] }, context);
  expect(ofIpv6.map(({ code }) => code).join()).toMatch(/enable-cors: "false"$/);
});

function snippetsOf(id: string): Snippet[] {
  const stack = stacks.find((candidate) => candidate.id === id);
  const written = Object.values(policies).flatMap((policy) =>
    Object.values(contexts).flatMap((context) =>
      Object.keys(stack?.fix ?? {}).flatMap((remedy) => stack?.fix[remedy as ServerRemedy](policy, context) ?? []),
    ),
  );
  return [...new Map(written.map((snippet) => [snippet.code, snippet])).values()];
}

/** The compiler's errors for values of a type; "" where there are none. */
function compiled(type: string, from: string, values: readonly unknown[]): string {
  const file = join(folder, "values.ts");
  const [name] = /^\w+/.exec(type) ?? [];
  const lines = values.map((value) => `values.push(${JSON.stringify(value)});`);
  writeFileSync(
    file,
    [`import type { ${name} } from "${from}";`, `const values: (${type})[] = [];`, ...lines].join("\n"),
  );
  const options = [
    "--noEmit",
    "--strict",
    "--skipLibCheck",
    "--ignoreConfig",
    "--module",
    "nodenext",
    "--target",
    "es2023",
  ];
  const { stdout, stderr } = spawnSync(join(root, "node_modules/.bin/tsc"), [...options, file], { encoding: "utf8" });
  return stdout + stderr;
}

/** The values with a letter added to each key, which shows that the type does refuse values. */
function misspelled(values: readonly unknown[]): unknown[] {
  return values.map((value) => JSON.parse(JSON.stringify(value).replaceAll('":', 'x":')));
}

function traefikOf({ http }: { http: { middlewares: { cors: unknown } } }): unknown {
  return http.middlewares.cors;
}

function istioOf(route: object): unknown {
  return { hosts: ["x"], http: [{ ...route, route: [{ destination: { host: "x" } }] }] };
}

function ofBucket(read: unknown): unknown {
  return Array.isArray(read) ? [read] : undefined;
}

function ofDistribution(read: unknown): unknown {
  return Array.isArray(read) ? undefined : read;
}

interface Template {
  readonly Resources: { readonly YourApi: { readonly Properties: { readonly CorsConfiguration?: unknown } } };
}

/** SAM passes the `CorsConfiguration` of an HTTP API to API Gateway unchanged. */
function ofHttpApi({ Resources }: Template): unknown {
  return Resources.YourApi.Properties.CorsConfiguration;
}
