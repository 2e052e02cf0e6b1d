import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { requestLoop } from "./request-loop.js";

// The file parsed with nothing looked at, then the same requests, in one process.
const [file, ...loop] = process.argv.slice(2);
parse(readFileSync(file, "utf8"));
await requestLoop(...loop);
process.exit(); // idle connections would keep it waiting
