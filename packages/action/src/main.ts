import { createIo } from "@skyvia-schedules/cli/io";
import { runAction } from "./run-action.ts";

process.exitCode = await runAction(createIo(process));
