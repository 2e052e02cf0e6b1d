import type { FormatFlags } from "../flags/api-flags.ts";
import type { SchemaName } from "../flags/values.ts";
import { schemaTexts } from "../files/schemas.generated.ts";
import type { Verb } from "../verb/context.ts";

/** Prints the JSON Schema of a format, as this version publishes it. */
const schema: Verb<FormatFlags, [name?: SchemaName]> = async (_context, _flags, name = "yaml") => ({
  kind: "schema",
  text: schemaTexts[name],
});

export default schema;
