import type { Answer, OperationCall } from "../operations/operations.ts";
import type { FaultOf, Proceed } from "./fault-row.ts";

/** Answers 200 to a write without carrying it out. */
export function acceptOnly({ answer = "empty" }: FaultOf<"accept_without_changing">, call: OperationCall): Answer {
  const schedule = scheduleOf(call);
  return answer === "empty" || schedule === "undefined"
    ? { status: 200 }
    : { status: 200, body: { active: schedule === "enabled" } };
}

/** Undoes a write after a while. */
export function flipBack({ after }: FaultOf<"flip_back">, call: OperationCall, proceed: Proceed): Answer {
  return onChange(call, proceed, () => call.world.flipLater(call.workspaceId, call.integrationId, after));
}

/** Makes reads return the state before a write: for a time, for a number of reads, or for one read. */
export function lagReads({ ms, reads }: FaultOf<"read_lag">, call: OperationCall, proceed: Proceed): Answer {
  const length = ms === undefined ? { reads: reads ?? 1 } : { ms, ...(reads !== undefined && { reads }) };
  return onChange(call, proceed, (active) =>
    call.world.lagReads(call.workspaceId, call.integrationId, { active, ...length }),
  );
}

/** Carries an operation out and acts if it changed the schedule. */
function onChange(call: OperationCall, proceed: Proceed, act: (activeBefore: boolean) => void): Answer {
  const before = scheduleOf(call);
  const answer = proceed();
  if (scheduleOf(call) !== before) act(before === "enabled");
  return answer;
}

function scheduleOf({ world, workspaceId, integrationId }: OperationCall): ReturnType<typeof world.schedule> {
  return integrationId === 0 ? "undefined" : world.schedule(workspaceId, integrationId);
}
