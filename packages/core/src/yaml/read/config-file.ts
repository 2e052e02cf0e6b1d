/** A file of desired state as it was read. */
export interface ConfigFile {
  /** The path as it is shown to the user. */
  readonly file: string;
  readonly bytes: Uint8Array;
}
