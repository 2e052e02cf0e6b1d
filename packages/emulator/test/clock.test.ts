import { expect, test } from "vitest";
import { createClock } from "../src/index.ts";

test("shows real time until it is set", () => {
  let real = 1000;
  const clock = createClock(() => real);
  real = 2000;
  expect(clock.now()).toBe(2000);
});

test("a clock that was set goes on from there", () => {
  let real = 1000;
  const clock = createClock(() => real);
  clock.set(50_000);
  real += 5;
  expect(clock.now()).toBe(50_005);
});

test("a frozen clock does not run, can be moved, and goes on from there", () => {
  let real = 1000;
  const clock = createClock(() => real);
  clock.freeze();
  real += 500;
  expect([clock.now(), clock.frozen]).toEqual([1000, true]);
  clock.move(-10);
  expect(clock.now()).toBe(990);
  clock.resume();
  real += 1;
  expect([clock.now(), clock.frozen]).toEqual([991, false]);
});

test("its state makes another clock show the same", () => {
  const clock = createClock(() => 1000);
  clock.move(77);
  const running = createClock(() => 2000);
  running.restore(clock.state());
  expect(running.now()).toBe(2077);
  clock.freeze();
  running.restore(clock.state());
  expect(running.now()).toBe(1077);
  running.reset();
  expect(running.now()).toBe(2000);
});
