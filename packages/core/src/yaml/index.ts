export { acceptDrift, type Acceptance, type AcceptedDrift, type EditedFile } from "./accept-drift.ts";
export type { ConfigFile } from "./config-file.ts";
export { applyEdits, type Edit } from "./edit.ts";
export { isDefined, type ImportedIntegration, type ImportedWorkspace } from "./imported.ts";
export { loadDesired, type DesiredRead } from "./load-desired.ts";
export { mergeImport, type MergedImport } from "./merge-import.ts";
export { renderImport, type RenderOptions } from "./render-import.ts";
