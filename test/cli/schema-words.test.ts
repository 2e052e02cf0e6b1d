import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Part {
  readonly $ref?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Part>>;
  readonly items?: Part;
  readonly definitions?: Readonly<Record<string, Part>>;
  readonly oneOf?: readonly Part[];
  readonly anyOf?: readonly Part[];
}

const [plan, ledger, output] = ["plan", "ledger", "output"].map(
  (name) =>
    JSON.parse(readFileSync(new URL(`../../packages/cli/${name}.schema.json`, import.meta.url), "utf8")) as Part,
) as [Part, Part, Part];

const workspaces = plan.properties?.["summary"]?.properties?.["workspaces"]?.items;

test.each<[string, Part, Part | undefined, Part, Part | undefined]>([
  ["a saved plan and the output", plan, plan, output, output],
  ["a workspace of a saved plan and the coverage of the output", plan, workspaces, output, inOutput("coverage")],
  ["an intent of the ledger and a change", ledger, ledger.definitions?.["intent"], output, inOutput("change")],
  ["a result of the ledger and a change", ledger, ledger.definitions?.["result"], output, inOutput("change")],
])("the schemas describe a property that two formats have in the same words: %s", (_, ours, our, theirs, their) => {
  const pairs = shared({ root: ours, part: our ?? {} }, { root: theirs, part: their ?? {} });
  expect(pairs.length).toBeGreaterThan(4);
  expect(pairs.filter(([, one, other]) => one !== other)).toEqual([]);
});

interface At {
  readonly root: Part;
  readonly part: Part;
}

/** The properties that both have, each with its two descriptions. */
function shared(one: At, other: At, path = ""): [path: string, one: string, other: string][] {
  const [ours, theirs] = [objectAt(one), objectAt(other)];
  return Object.entries(ours?.properties ?? {}).flatMap(([key, part]) => {
    const same = theirs?.properties?.[key];
    if (same === undefined) return [];
    const [mine, yours] = [
      { ...one, part },
      { ...other, part: same },
    ];
    const words = [`${path}/${key}`, described(mine), described(yours)] as [string, string, string];
    return [words, ...shared(mine, yours, `${path}/${key}`)];
  });
}

/** The description at the property, else that of the definition that it refers to. */
function described({ root, part }: At): string {
  return part.description ?? choices({ root, part }).find(({ description }) => description)?.description ?? "";
}

/** The object that a property can be, or the items of a list can be. */
function objectAt(at: At): Part | undefined {
  const parts = choices(at).flatMap((part) =>
    part.items === undefined ? [part] : choices({ ...at, part: part.items }),
  );
  return parts.find(({ properties }) => properties !== undefined);
}

/** The schemas that a value may match, with references followed. */
function choices({ root, part }: At): readonly Part[] {
  const target = part.$ref === undefined ? part : (root.definitions?.[part.$ref.replace("#/definitions/", "")] ?? {});
  const inner = target.oneOf ?? target.anyOf ?? (target === part ? [] : [target]);
  return [target, ...inner.flatMap((one) => (one === target ? [] : choices({ root, part: one })))];
}

function inOutput(name: string): Part | undefined {
  return output.definitions?.[name];
}
