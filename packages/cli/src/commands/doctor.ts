import { checkConnection } from "../doctor/check-connection.ts";
import { checkFiles } from "../doctor/check-files.ts";
import { checkGit } from "../doctor/check-git.ts";
import { checkNode } from "../doctor/check-node.ts";
import { checkPulumi } from "../doctor/check-pulumi.ts";
import { inOrder } from "../doctor/check.ts";
import type { ApiFlags, TokenFromFlags } from "../flags/api-flags.ts";
import type { FileFlags } from "../flags/plan-flags.ts";
import { nodeVersion } from "../process/version.ts";
import type { Verb } from "../verb/context.ts";

/** Checks everything that other verbs need. It sends GET only, and needs neither files nor a token. */
const doctor: Verb<ApiFlags & TokenFromFlags & Pick<FileFlags, "file">> = async (context, flags) => {
  const { files, schema, tokens } = await checkFiles(context, flags.file);
  const [connection, git, pulumi] = await Promise.all([
    checkConnection(context, flags, tokens),
    checkGit(context),
    checkPulumi(context),
  ]);
  return {
    kind: "checks",
    checks: inOrder({ node: checkNode(nodeVersion()), ...connection, files, schema, git, ...pulumi }),
  };
};

export default doctor;
