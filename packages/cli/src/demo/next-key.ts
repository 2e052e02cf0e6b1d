import type { ReadStream } from "node:tty";
import type { Terminal } from "../process/terminal.ts";

/** What the user at the terminal wants. */
export type Wish = "go-on" | "quit" | "interrupt";

/** Waits for a key. The end of the input quits, and so does `stopped`. */
export async function nextKey({ input }: Terminal, stopped: AbortSignal): Promise<Wish> {
  const keyboard = input as Partial<Pick<ReadStream, "setRawMode">> & Terminal["input"];
  keyboard.setRawMode?.(true);
  const wish = await new Promise<Wish>((resolve) => {
    input.once("data", (keys) => resolve(wishOf(String(keys)))).once("end", () => resolve("quit"));
    stopped.addEventListener("abort", () => resolve("interrupt"), { once: true });
    input.resume(); // it was paused after the key before
  });
  input.removeAllListeners("data").removeAllListeners("end").pause();
  keyboard.setRawMode?.(false);
  return wish;
}

/** In raw mode Ctrl-C is a byte like any other, and so is Ctrl-D. */
export function wishOf(keys: string): Wish {
  if (keys.includes("\u0003")) return "interrupt";
  return /^[qQ\u0004]/.test(keys) ? "quit" : "go-on";
}
