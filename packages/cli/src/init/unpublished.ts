import { tool } from "../process/version.ts";

// Nothing is published yet. After the first release, remove this file and the notes that come from it.

const clone = "in a clone of the tool's repository";

/** Why the workflows of GitHub fail until the first release, and what to write until then. */
export function githubUnpublished(): string {
  return (
    `The action is not published yet, so these workflows fail on GitHub with "Unable to resolve action". Until it is, push a clone ` +
    `of the tool's repository to a repository of yours on GitHub. In the three files, replace ` +
    `\`skyvia-schedules/skyvia-schedules@v${tool().version}\` with \`<owner>/<repository>@<commit>\`.`
  );
}

/** The same for the jobs of GitLab. */
export function gitlabUnpublished(): string {
  const file = `skyvia-schedules-${tool().version}.tgz`;
  return (
    `The package is not on npm yet, so these jobs fail. Until it is, run \`npx -y pnpm@12 build\` and ` +
    `\`npx -y pnpm@12 --filter skyvia-schedules pack\` ${clone}, commit ${file} to this repository, ` +
    `and set SKYVIA_CLI in .gitlab/skyvia-schedules.yml to \`npx --yes --package=./${file} skyvia-schedules\`.`
  );
}

/** The same for the packages of a Pulumi program. */
export function pulumiUnpublished(): string {
  const names = ["client", "core", "pulumi"];
  const filters = names.map((name) => `--filter @skyvia-schedules/${name}`).join(" ");
  const files = names.map((name) => `./skyvia-schedules-${name}-${tool().version}.tgz`);
  return (
    `The package @skyvia-schedules/pulumi is not on npm yet, so \`npm install\` fails. Until it is, run \`npx -y pnpm@12 build\` and ` +
    `\`npx -y pnpm@12 ${filters} pack\` ${clone}, copy the three files here, and install them: ` +
    `\`npm install ${files.join(" ")}\`.`
  );
}
