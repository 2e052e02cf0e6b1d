// The program of the single executable. `packages/cli/bin/skyvia-schedules.js` does the same for an installed Node.js.
import { main } from "../../packages/cli/dist/main.js";

void run(); // CommonJS has no `await` here

async function run(): Promise<void> {
  process.exitCode = await main(process);
  setTimeout(() => process.exit(), 250).unref();
}
