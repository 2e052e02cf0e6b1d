export { acceptDrift, type Acceptance, type AcceptedDrift, type EditedFile } from "./write/accept-drift.ts";
export type { ConfigFile } from "./read/config-file.ts";
export { applyEdits, type Edit } from "./write/edit.ts";
export { isDefined, type ImportedIntegration, type ImportedWorkspace } from "./write/imported.ts";
export { loadDesired, type DesiredRead } from "./read/load-desired.ts";
export { maxBytes } from "./read/limits.ts";
export { mergeImport, variablesThatDiffer, withoutCovered, type MergedImport } from "./write/merge-import.ts";
export { renderImport, type RenderOptions } from "./write/render-import.ts";
export { readOverlayValues, type OverlayValues, type OverlayValuesRead } from "./read/overlay-values.ts";
export type { OverlayRules } from "./read/merge-overlays.ts";
export { addFreeze, addHold, removeHolds, removePast, type EditedOverlays } from "./write/edit-overlays.ts";
export {
  holdLines,
  holdRecord,
  freezeRecord,
  type WrittenFreeze,
  type WrittenHold,
  type WrittenSelect,
} from "./write/write-overlay.ts";
