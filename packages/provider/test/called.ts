export type Properties = Record<string, unknown>;

/** A provider as the engine calls it, in whatever process it is. */
export interface CalledProvider extends AsyncDisposable {
  /** `failures`: each as `property|reason`. */
  check(news: Properties, olds?: Properties): Promise<{ inputs: Properties; failures: readonly string[] }>;
  diff(id: string, olds: Properties, news: Properties): Promise<{ changes: boolean; replaces: readonly string[] }>;
  create(inputs: Properties): Promise<{ id: string; outs: Properties }>;
  /** null: it is gone. */
  read(id: string, state: Properties): Promise<{ props: Properties; inputs: Properties } | null>;
  update(id: string, olds: Properties, news: Properties): Promise<Properties>;
  delete(id: string, props: Properties): Promise<void>;
}

/** A failed call as the engine sees it. `kept`: the resource stays with these properties and reasons. */
export class CallError extends Error {
  readonly kept: { readonly id: string; readonly properties: Properties; readonly reasons: readonly string[] } | null;

  constructor(message: string, kept: CallError["kept"]) {
    super(message);
    this.kept = kept;
  }
}

/** The error of a call that must fail. */
export async function failureOf(call: Promise<unknown>): Promise<CallError> {
  const failure = await call.then(
    () => null,
    (error: unknown) => error,
  );
  if (failure instanceof CallError) return failure;
  throw new Error("the call did not fail", { cause: failure });
}
