import { newCluster, type Cluster } from "../../support/cluster";

/** The resource's type in programs that use the plugin. */
export const TYPE = "algorithmia:index:BitbucketCloudScmConfiguration";

/** An emulated cluster, and a stack whose YAML program uses the plugin. */
export function newYamlCluster(): Promise<Cluster> {
  return newCluster({}, { host: "yaml" });
}

/** Waits until a condition is true. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 50));
}
