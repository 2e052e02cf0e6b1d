/** Waits until a condition is true. Fails after two minutes, which is long enough for any machine. */
export async function until(isSo: () => boolean, limit = 120_000): Promise<void> {
  for (let waited = 0; waited < limit; waited += 20) {
    if (isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`this did not become so: ${isSo.toString()}`);
}
