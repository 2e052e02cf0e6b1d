import { createIo } from "skyvia-schedules/io";
import { runAction } from "./run-action.ts";

process.exitCode = await runAction(createIo(process));
