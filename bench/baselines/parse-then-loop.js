import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { requestLoop } from "./request-loop.js";

// Parses the file and ignores the result, then sends the same requests, in one process.
const [file, ...loop] = process.argv.slice(2);
parse(readFileSync(file, "utf8"));
await requestLoop(...loop);
process.exit(); // idle connections would keep it waiting
