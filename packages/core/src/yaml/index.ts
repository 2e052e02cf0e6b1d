export type { ConfigFile } from "./config-file.ts";
export { loadDesired, type DesiredRead } from "./load-desired.ts";
