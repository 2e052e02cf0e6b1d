// What the single executable runs. `packages/cli/bin/skyvia-schedules.js` does the same for a Node that is installed.
import { main } from "../../packages/cli/dist/main.js";

void run(); // CommonJS has no `await` here

async function run(): Promise<void> {
  process.exitCode = await main(process);
  setTimeout(() => process.exit(), 250).unref();
}
