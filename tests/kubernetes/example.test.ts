import { CONSUMER } from "../support/cluster";
import { manifestsOfExample } from "./support/example";

test("creates a namespace, the consumer's Secret, and a ConfigMap of the outcome in examples/kubernetes", async () => {
  const where = { namespace: "bitbucket" };
  expect(await manifestsOfExample()).toEqual([
    { apiVersion: "v1", kind: "Namespace", metadata: { name: "bitbucket" } },
    {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { ...where, name: "bitbucket-consumer" },
      stringData: CONSUMER,
    },
    {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { ...where, name: "bitbucket" },
      data: {
        configurationId: "bitbucket-id",
        apiUrl: "https://cluster.test",
        callbackUrl: "https://cluster.test",
      },
    },
  ]);
});
