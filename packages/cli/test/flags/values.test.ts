import { expect, test } from "vitest";
import {
  accepting,
  criterion,
  duration,
  id,
  interval,
  limit,
  listenAddress,
  override,
  runId,
} from "../../src/flags/values.ts";

test.each([
  ["250ms", 250],
  ["30s", 30_000],
  ["5m", 300_000],
  ["2h", 7_200_000],
  ["05m", 300_000],
])("%s is a duration", (text, expected) => {
  expect(duration(text)).toBe(expected);
});

test.each(["", "0s", "30", "s", "-1s", "1.5s", "1 s", "1e3s", "99999999999s"])("%j is not a duration", (text) => {
  expect(() => duration(text)).toThrow("a duration such as 30s, 5m or 2h is needed");
});

test.each([
  ["1s", 1000],
  ["15m", 900_000],
  ["24h", 86_400_000],
  ["1d", 86_400_000],
])("%s is an interval", (text, expected) => {
  expect(interval(text)).toBe(expected);
});

test.each(["", "0s", "500ms", "15", "25h", "86401s", "-1m", "1.5m"])("%j is not an interval", (text) => {
  expect(() => interval(text)).toThrow("a duration from 1s to 24h is needed, such as 15m");
});

test.each([
  ["127.0.0.1:9464", "127.0.0.1", 9464],
  ["0.0.0.0:0", "0.0.0.0", 0],
  ["localhost:65535", "localhost", 65_535],
  ["[::1]:9464", "::1", 9464],
])("%s is an address to listen on", (text, host, port) => {
  expect(listenAddress(text)).toEqual({ host, port });
});

test.each(["", "9464", ":9464", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "::1:9464", "a b:1"])(
  "%j is not an address to listen on",
  (text) => {
    expect(() => listenAddress(text)).toThrow("a host and a port are needed, such as 127.0.0.1:9464");
  },
);

test.each(["", "0", "-1", "017", "0x65", "1.0", "1_000", "1e3", "2147483648", " 1"])("%j is not an id", (text) => {
  expect(() => id(text)).toThrow("a whole number from 1 to 2147483647 is needed");
});

test("the largest id is an id, and a larger number may be an execution's", () => {
  expect(id("2147483647")).toBe(2_147_483_647);
  expect(runId("2147483648")).toBe(2_147_483_648);
  expect(runId("0")).toBe(0); // as in the vendor's example
});

test.each([
  ["id:456", { kind: "id", id: 456 }],
  ["name:stg-*", { kind: "name", glob: "stg-*" }],
  ["name:a:b", { kind: "name", glob: "a:b" }],
  ["tag:finance", { kind: "tag", tag: "finance" }],
  ["owner:ana", { kind: "owner", owner: "ana" }],
])("%s is a criterion", (text, expected) => {
  expect(criterion(text)).toEqual(expected);
});

test.each(["", "456", "id:", "tag:", "type:import", "ID:4"])("%j is not a criterion", (text) => {
  expect(() => criterion(text)).toThrow("one of id:456, name:stg-*, tag:finance, owner:ana is needed");
});

test.each([
  ["0", 0],
  ["25", 25],
  ["0%", "0%"],
  ["10%", "10%"],
  ["100%", "100%"],
])("%s is a limit", (text, expected) => {
  expect(limit(text)).toBe(expected);
});

test.each(["", "-1", "101%", "abc", "1.5", "2.5%", "10 %", "010", "1e3", "%", "25%%"])("%j is not a limit", (text) => {
  expect(() => limit(text)).toThrow("a count such as 25, or whole percent from 0% to 100%, is needed");
});

test.each([
  ["protected:456", { of: "protected", workspaceId: null, integrationId: 456 }],
  ["protected:123/456", { of: "protected", workspaceId: 123, integrationId: 456 }],
  ["flap:456", { of: "flap", workspaceId: null, integrationId: 456 }],
])("%s is an override", (text, expected) => {
  expect(override(text)).toEqual(expected);
});

test.each(["", "456", "protected", "protected:", "protected:all", "limit:456", "protected:1/", "protected:0"])(
  "%j is not an override",
  (text) => {
    expect(() => override(text)).toThrow(/is needed/);
  },
);

test.each([
  ["all", "all"],
  ["101", [101]],
  ["101,107", [101, 107]],
  ["101, 107,101", [101, 107]],
])("%s can be accepted", (text, expected) => {
  expect(accepting(text)).toEqual(expected);
});

test.each(["", "101,", "some", "101;107", "all,101"])("%j cannot be accepted", (text) => {
  expect(() => accepting(text)).toThrow("ids with commas between them, such as 101,107, is needed");
});
