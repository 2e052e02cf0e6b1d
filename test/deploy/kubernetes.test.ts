import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadDesired } from "@skyvia-schedules/core/yaml";
import { Deployment } from "kubernetes-models/apps/v1/Deployment";
import { NetworkPolicy } from "kubernetes-models/networking.k8s.io/v1/NetworkPolicy";
import { ConfigMap } from "kubernetes-models/v1/ConfigMap";
import { Service } from "kubernetes-models/v1/Service";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { typeErrors } from "./type-errors.ts";

const folder = fileURLToPath(new URL("../../examples/kubernetes/", import.meta.url));
const read = (file: string): string => readFileSync(folder + file, "utf8");

interface Model {
  validate(): void;
}

const kinds: readonly (readonly [file: string, from: string, type: string, make: (value: never) => Model])[] = [
  ["deployment.yaml", "apps/v1/Deployment", "IDeployment", (value) => new Deployment(value)],
  ["configmap.yaml", "v1/ConfigMap", "IConfigMap", (value) => new ConfigMap(value)],
  ["service.yaml", "v1/Service", "IService", (value) => new Service(value)],
  ["networkpolicy.yaml", "networking.k8s.io/v1/NetworkPolicy", "INetworkPolicy", (value) => new NetworkPolicy(value)],
];

describe("examples/kubernetes", () => {
  test.each(kinds)("%s is valid by the schema of Kubernetes", (file, _from, _type, make) => {
    expect(() => make(parse(read(file)) as never).validate()).not.toThrow();
  });

  test("no file has a key that Kubernetes does not know", () => {
    const checks = kinds.map(([file, from, type]) => {
      const value = JSON.stringify(parse(read(file)));
      const wrong = value.replace('"metadata":', '"metadate":');
      return [
        `import type { ${type} } from "kubernetes-models/${from}";`,
        `export const right${type} = (${value}) satisfies ${type};`,
        "// @ts-expect-error",
        `export const wrong${type} = (${wrong}) satisfies ${type};`,
      ].join("\n");
    });
    expect(typeErrors(checks.join("\n"))).toEqual([]);
  });

  test("the validator refuses what is wrong", () => {
    const broken = read("deployment.yaml").replace("replicas: 1", "replicas: one");
    expect(() => new Deployment(parse(broken) as never).validate()).toThrow(/replicas/);
  });

  test("the files of the ConfigMap have no problem", () => {
    const { data } = parse(read("configmap.yaml")) as { data: Record<string, string> };
    const files = Object.entries(data).map(([file, text]) => ({ file, bytes: new TextEncoder().encode(text) }));
    expect(loadDesired(files).problems).toEqual([]);
  });

  test("names, labels and ports of the files match each other", () => {
    const deployment = parse(read("deployment.yaml")) as {
      spec: {
        template: {
          metadata: { labels: object };
          spec: { containers: { ports: { name: string; containerPort: number }[] }[] };
        };
      };
    };
    const service = parse(read("service.yaml")) as { spec: { selector: object; ports: { targetPort: string }[] } };
    const policy = parse(read("networkpolicy.yaml")) as {
      spec: { podSelector: { matchLabels: object }; ingress: { ports: { port: number }[] }[] };
    };
    const { metadata, spec } = deployment.spec.template;
    const [port] = spec.containers[0]?.ports ?? [];
    expect(service.spec.selector).toEqual(metadata.labels);
    expect(policy.spec.podSelector.matchLabels).toEqual(metadata.labels);
    expect(service.spec.ports[0]?.targetPort).toBe(port?.name);
    expect(policy.spec.ingress[0]?.ports[0]?.port).toBe(port?.containerPort);
  });
});
