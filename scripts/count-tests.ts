import { readFileSync } from "node:fs";

/** Prints `N passed, N failed` from a vitest JSON report, last. Fails where a test failed or none was executed. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numFailedTestSuites: number;
  readonly success: boolean;
}

const [file = ""] = process.argv.slice(2);
const report = JSON.parse(readFileSync(file, "utf8")) as Report;
const { numPassedTests: passed, numFailedTests, numPendingTests: skipped, success } = report;
const failed = numFailedTests === 0 && !success ? 1 : numFailedTests; // a file that could not even be loaded
process.stdout.write(`${passed} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}\n`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
