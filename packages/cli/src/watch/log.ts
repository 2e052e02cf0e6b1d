import { instantText } from "@skyvia-schedules/core/instant";
import type { Io } from "../process/io.ts";
import type { Output } from "../process/output.ts";
import { safeJson, visible } from "../render/escape.ts";

export type LogFormat = "text" | "json";

type Level = "info" | "warn" | "error";

/** Fields of a JSON line, in addition to its message. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Writes what happens, one line an event. */
export interface Log {
  info(event: string, message: string, fields?: LogFields): void;
  warn(event: string, message: string, fields?: LogFields): void;
  error(event: string, message: string, fields?: LogFields): void;
}

/**
 * A log on stdout: `time level message`, or one JSON object a line with `time`, `level`, `event`, `message` and the fields.
 * Once stdout cannot be written, the log continues on stderr.
 */
export function createLog({ stdout, stderr, now }: Pick<Io, "stdout" | "stderr" | "now">, format: LogFormat): Log {
  const write = (level: Level, event: string, message: string, fields: LogFields = {}): void => {
    const time = instantText(now());
    const line =
      format === "json"
        ? safeJson({ time, level, event, message, ...fields })
        : `${time} ${level.padEnd(5)} ${visible(message)}`;
    if (stdout.failure === null) stdout.write(`${line}\n`);
    if (stdout.failure !== null) stderr.write(`${line}\n`);
  };
  return {
    info: (event, message, fields) => write("info", event, message, fields),
    warn: (event, message, fields) => write("warn", event, message, fields),
    error: (event, message, fields) => write("error", event, message, fields),
  };
}

/** A stderr that writes each of its lines into the log, as a notice. */
export function noticesTo(log: Log, stderr: Output): Output {
  return {
    isTerminal: false,
    columns: stderr.columns,
    get failure() {
      return stderr.failure;
    },
    flush: async (stopped) => stderr.flush(stopped),
    write: (text) => {
      for (const line of text.split("\n")) if (line.trim() !== "") log.info("notice", line);
    },
  };
}
