import { connect } from "node:net";

/** Time between two checks of the engine, in ms. */
const interval = 500;

/**
 * Calls `gone` when nobody listens at the engine's address any more. A killed engine leaves this process running, but it must not continue to write. Does not
 * keep the process alive. Does nothing without a valid address.
 */
export function watchEngine(address: string | undefined, gone: () => void): void {
  const [, host, port] = /^(.+):(\d+)$/.exec(address ?? "") ?? [];
  if (host === undefined || port === undefined) return;
  let looking = false;
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    const socket = connect({ host: host.replace(/^\[|\]$/g, ""), port: Number(port) });
    socket.unref();
    socket.on("connect", () => socket.destroy());
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "ECONNREFUSED") return; // a lack of ports or handles does not mean that the engine has ended
      clearInterval(timer);
      gone();
    });
    socket.on("close", () => {
      looking = false;
    });
  }, interval);
  timer.unref();
}
