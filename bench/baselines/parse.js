import { readFileSync } from "node:fs";
import { parse } from "yaml";

// The file parsed, with nothing looked at.
parse(readFileSync(process.argv[2], "utf8"));
