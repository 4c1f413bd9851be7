import { afterAll, beforeAll, expect, test } from "vitest";
import { proveCallers } from "../prove/callers.ts";
import { type Home, openHome } from "../prove/home.ts";
import { prove } from "../prove/proof.ts";
import { fastify } from "../prove/targets/fastify.ts";
import { hono } from "../prove/targets/hono.ts";
import { koa } from "../prove/targets/koa.ts";
import { cases } from "./cases.ts";
import { targets } from "./targets.ts";

let home: Home;

beforeAll(async () => {
  home = await openHome();
});

afterAll(() => home?.close());

const [unlisted] = cases.filter(({ name }) => name === "a method that is not listed");

test.each([fastify, koa, hono].map((target) => [target.name, target] as const))(
  "%s: the fix lets the page read, and no other page",
  async (_, target) => {
    if (!unlisted) throw new Error("The case is not among the cases");
    expect(target.isInstalled()).toBe(true);
    expect(await prove(target, unlisted, home, () => undefined)).toBeNull();
  },
);

const here = targets.map((target) => ({ ...target, packages: [], isInstalled: () => true }));

test.each([...here, fastify, koa, hono].map((target) => [target.name, target] as const))(
  "%s: one fix after the other keeps every caller before it",
  async (_, target) => {
    expect(await proveCallers(target, home, () => undefined)).toBeNull();
  },
);
