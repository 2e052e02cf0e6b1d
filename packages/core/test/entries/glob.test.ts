import { expect, test } from "vitest";
import { compileGlob } from "../../src/entries/glob.ts";

test.each([
  ["a star matches any characters", "stg-*", "stg-orders", true],
  ["a star also matches no character", "stg-*", "stg-", true],
  ["a star matches a slash, because a name is not a path", "stg-*", "stg-a / b/c", true],
  ["a star matches a line break", "stg*", "stg\nnext", true],
  ["a star alone matches every name", "*", "../x.y", true],
  ["a star alone matches a single dot", "*", ".", true],
  ["the whole name must match", "stg-*", "my stg-1", false],
  ["case matters", "stg-*", "STG-1", false],
  ["a question mark matches one character", "a?c", "a/c", true],
  ["a question mark matches exactly one", "a?c", "ac", false],
  ["a set matches one of its characters", "[ab]-1", "b-1", true],
  ["a negated set does not match its characters", "[!ab]-1", "b-1", false],
  ["braces match either word", "{stg,dev}-*", "dev-1", true],
  ["parentheses are characters", "Orders (old)*", "Orders (old) 2", true],
  ["parentheses are not groups", "Orders (old)*", "Orders old 2", false],
  ["an exclamation mark in front is a character", "!x", "!x", true],
  ["an at sign before parentheses is a character", "@(a)*", "@(a)b", true],
  ["a backslash before a star matches a star", "a\\*", "a*", true],
  ["an escaped star is not a wildcard", "a\\*", "ab", false],
  ["an escaped letter is the letter", "a\\b*", "abc", true],
  ["a leading dot and slash are characters", "./x*", "./xy", true],
  ["a trailing slash must be there", "a*/", "ab", false],
  ["a name that ends in a slash needs it in the glob", "ab", "ab/", false],
  ["plus and pipe are characters", "a+b|c*", "a+b|cd", true],
  ["an unclosed bracket is a character", "a[", "a[", true],
])("%s", (_, glob, name, expected) => {
  expect(compileGlob(glob)(name)).toBe(expected);
});
