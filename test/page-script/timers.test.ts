import { beforeEach, expect, test } from "vitest";
import type { Builtins } from "../../src/page-script/builtins.ts";
import { createTimers } from "../../src/page-script/timers.ts";

let time = 0;
const builtins = { apply: Reflect.apply, now: () => time } as Builtins;

beforeEach(() => {
  time = 1_000_000;
});

/** Adds a timer and lets it run; returns whether it was remembered as one that may run once. */
function run(timers: ReturnType<typeof createTimers>, handler: () => unknown, delay: number): boolean {
  const isRemembered = timers.add(time, handler, delay);
  time += delay;
  return isRemembered;
}

test("a loop repeats, also where its delays vary", () => {
  const timers = createTimers(builtins);
  const poll = () => "poll";
  expect([600, 600, 700, 900, 550].map((delay) => run(timers, poll, delay))).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});

test("a loop with a fraction of a millisecond repeats, because browsers leave the fraction out", () => {
  const timers = createTimers(builtins);
  const vary = () => "vary";
  expect(timers.add(1, vary, 350.9)).toBe(true);
  time += 350;
  expect(timers.add(2, vary, 310.2)).toBe(false);
});

test("a retry after twice the delay does not repeat", () => {
  const timers = createTimers(builtins);
  const retry = () => "retry";
  expect([500, 1000, 2000, 4000].map((delay) => run(timers, retry, delay))).toEqual([true, true, true, true]);
});

test("functions of the browser repeat only with the same delay, because they all have the same code", () => {
  const timers = createTimers(builtins);
  const resolver = () => {
    let resolve = () => {};
    void new Promise<void>((done) => {
      resolve = done;
    });
    return resolve;
  };
  expect([600, 700, 600].map((delay) => run(timers, resolver(), delay))).toEqual([true, true, false]);
});

test("code is forgotten where there is too much of it", () => {
  const timers = createTimers(builtins);
  const loop = () => "loop";
  const others = (count: number) => {
    for (let index = 0; index < count; index++) run(timers, new Function(`return ${index}`) as () => void, 300);
  };
  run(timers, loop, 300);
  others(999);
  expect(run(timers, loop, 300)).toBe(false);
  others(2000);
  expect(run(timers, loop, 300)).toBe(true);
});
