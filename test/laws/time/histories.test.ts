import { test } from "vitest";
import { runs } from "../runs.ts";
import { playHistories } from "./histories.ts";

test(
  "the laws of time are true of any history of holds, freezes, switches, thaws, undoes, people and kills",
  () => playHistories(runs(200)),
  600_000,
);
