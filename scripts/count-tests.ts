import { readFileSync } from "node:fs";

/**
 * Prints `N passed, N failed`, the sum of the vitest JSON reports that are its arguments. Exits with 1 when a test failed, a
 * report is missing, or a report contains no passed test.
 */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly success: boolean;
}

interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const counts = process.argv.slice(2).map(countOf);
const sum = (count: (one: Count) => number): number => counts.reduce((total, one) => total + count(one), 0);
const failed = sum((one) => one.failed);
const skipped = sum((one) => one.skipped);
process.stdout.write(
  `${sum((one) => one.passed)} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}\n`,
);
process.exitCode = failed > 0 || counts.length === 0 ? 1 : 0;

/** A run without a report, or one that passed nothing, counts as one failure, and so does a test file that did not load. */
function countOf(file: string): Count {
  const report = readReport(file);
  if (report === null) return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests, success } = report;
  const unseen = !success || numPassedTests === 0 ? 1 : 0;
  return { passed: numPassedTests, failed: Math.max(numFailedTests, unseen), skipped: numPendingTests };
}

function readReport(file: string): Report | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Report;
  } catch {
    return null; // the runner ended before it wrote one
  }
}
