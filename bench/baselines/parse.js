import { readFileSync } from "node:fs";
import { parse } from "yaml";

// Parses the file and ignores the result.
parse(readFileSync(process.argv[2], "utf8"));
