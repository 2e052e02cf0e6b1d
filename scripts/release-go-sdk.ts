import { goTag, tagGoSdk } from "./release/tag-go-sdk.ts";

/** Tags the Go SDK of a folder in the repository of this clone: `release-go-sdk.ts FOLDER VERSION`. It needs Node.js and git. */
const [sdk, version] = process.argv.slice(2);
if (sdk === undefined || version === undefined) throw new Error("name the folder of the Go SDK, and the version");
process.stdout.write(`${goTag(version)}: ${tagGoSdk(process.cwd(), sdk, version)}\n`);
