import { expect, test } from "vitest";
import { splitShortFlags, wrongShortFlag } from "../../src/command-line/short-flags.ts";
import { allVerbs } from "../../src/command-line/help.ts";

const { parameters } = allVerbs.plan;

test.each([
  ["a value behind its letter", ["-w123"], ["-w=123"]],
  ["letters behind a letter that takes a value", ["-fskyvia"], ["-f=skyvia"]],
  ["a value that begins with a hyphen", ["-w-1"], ["-w=-1"]],
  ["stdin as the value", ["-f-"], ["-f=-"]],
  ["an equals sign before the value", ["-w=123"], ["-w=123"]],
  ["an equals sign in the value", ["-fa=b"], ["-f=a=b"]],
  ["two letters, the last of which takes a value", ["-vw", "123"], ["-v", "-w", "123"]],
  ["two letters and a value", ["-vw123"], ["-v", "-w=123"]],
  ["letters without values", ["-vh"], ["-v", "-h"]],
  ["a single letter", ["-w", "123"], ["-w", "123"]],
  ["a value that looks like joined flags", ["-f", "-w123"], ["-f", "-w123"]],
  ["a value of a long flag", ["--concurrency", "-w1"], ["--concurrency", "-w1"]],
  ["the word after a long flag with its value is not another value", ["--out=x", "-w1"], ["--out=x", "-w=1"]],
  ["words behind --", ["--", "-w123"], ["--", "-w123"]],
  ["a long name with one hyphen", ["-wide"], ["-wide"]],
  ["a letter that is not a flag", ["-vx"], ["-vx"]],
  ["no value behind an equals sign", ["-w="], ["-w="]],
  ["a number", ["-1"], ["-1"]],
  ["stdin", ["-f", "-"], ["-f", "-"]],
] as const)("%s", (_, words, split) => {
  expect(splitShortFlags(words, parameters)).toEqual(split);
});

test.each([
  ["a long name with one hyphen", ["-w", "1", "-wide"], "-wide"],
  ["a flag of Terraform", ["-auto-approve"], "-auto-approve"],
  ["nothing wrong", ["-v", "-w=1", "--wide", "-", "-1"], null],
  ["a value", ["--out", "-a.json"], null],
  ["words behind --", ["--", "-auto-approve"], null],
] as const)("finds the word that is neither: %s", (_, words, wrong) => {
  expect(wrongShortFlag(words, parameters)).toBe(wrong);
});
