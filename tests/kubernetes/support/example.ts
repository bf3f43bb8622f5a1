import * as pulumi from "@pulumi/pulumi";
import { CONSUMER } from "../../support/cluster";
import { withoutSecretMarks } from "../../support/secretMarks";
import { mocked, seen } from "./mocks";

/** The Secret that examples/kubernetes reads, and its data. */
export const ADMIN = {
  metadata: { namespace: "algorithmia", name: "admin" },
  values: { apiUrl: "https://cluster.test", apiKey: "planted-admin-key-5d01c7" },
};

/** A manifest as Pulumi sends it to the API server. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly stringData?: Readonly<Record<string, string>>;
}

/** The Kubernetes resources that examples/kubernetes declares, from Pulumi's mocks. */
export async function manifestsOfExample(): Promise<Manifest[]> {
  const existing = { metadata: ADMIN.metadata, stringData: ADMIN.values };
  const declared = await mocked({ existing: { "algorithmia/admin": existing } });
  pulumi.runtime.setAllConfig({
    "project:adminSecret": "algorithmia/admin",
    "project:consumerKey": CONSUMER.consumerKey,
    "project:consumerSecret": CONSUMER.consumerSecret,
  });
  const { configMap } = await import("../../../examples/kubernetes");
  await seen(configMap);
  return declared
    .filter(({ type, id }) => type.startsWith("kubernetes:") && !id)
    .map(({ inputs }) => withoutSecretMarks(inputs) as Manifest);
}
