import type { World } from "@skyvia-schedules/emulator";
import { listed } from "./oracle.ts";
import type { ByHand } from "./small-world.ts";

/** Does what a person does in the web editor. */
export function playByHand(world: World, { act, workspace, integration, name, active }: ByHand): void {
  const exists = listed(world, workspace).some(({ id }) => id === integration);
  if (act === "add") {
    if (!exists) world.add(workspace, { id: integration, name, schedule: active ? "enabled" : "disabled" });
    return;
  }
  if (!exists) return;
  if (act === "delete") world.delete(workspace, integration);
  else if (act === "rename") world.rename(workspace, integration, name);
  else if (act === "define") world.defineSchedule(workspace, integration, active);
  else if (act === "undefine") world.undefineSchedule(workspace, integration);
  else if (world.schedule(workspace, integration) !== "undefined") world.toggle(workspace, integration);
}
