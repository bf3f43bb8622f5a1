import { inspect } from "node:util";
import type { FaultAction } from "../../emulator/src";
import type { Resource } from "../support/engine/snapshot";
import { type Host, HOST_NAMES } from "../support/host";
import { checked, created, useHostCluster } from "../support/hostStack";
import { findSecrets } from "../support/secrets";

const consumer = { consumerKey: 'planted-key+/=&"x', consumerSecret: 'planted-secret+/=&"x' };
const apiKey = 'planted-api-key+/=&"x';

const operations: [string, (host: Host, resource: Resource) => Promise<unknown>][] = [
  ["create", async (host, { urn, inputs }) => host.create(urn, inputs)],
  ["read", (host, resource) => host.read(resource)],
  ["update", (host, resource) => host.update(resource, { ...resource.inputs, enabled: false })],
  ["delete", (host, resource) => host.delete(resource)],
];

// A cluster has key and secret of a configuration, and may return them although the run didn't send them.
const stored = { scm: { client_id: consumer.consumerKey, client_secret: consumer.consumerSecret } };

const faults: [string, FaultAction][] = [
  ["repeats the request as JSON", { kind: "echo", status: 400, as: "json" }],
  ["repeats the request as a page", { kind: "echo", status: 502, as: "html" }],
  ["repeats the request in base64", { kind: "echo", status: 500, as: "base64" }],
  ["repeats the request as success", { kind: "echo", status: 200, as: "json" }],
  ["returns the stored consumer", { kind: "wrongShape", status: 200, body: stored }],
  [
    "returns the stored consumer in an error's text",
    { kind: "error", status: 400, code: 4020, message: JSON.stringify(stored) },
  ],
];

describe.each(HOST_NAMES)("%s", (kind) => {
  const cluster = useHostCluster(kind, { apiKey });
  const secrets = [...Object.values(consumer), apiKey];

  describe.each(operations)("%s", (operation, operate) => {
    test.each(faults)("shows no secret if the cluster %s", async (_what, action) => {
      const { emulator } = cluster;
      const resource = await created(await cluster.newRun(), consumer);
      // A run knows the consumers that it created, so the operation is in another.
      // With a retry for one of the operations, because each retry waits.
      const host = await cluster.newRun({ maxRetries: operation === "update" ? "1" : "0" });
      emulator.injectFault({ times: 100, action });
      const error: unknown = await operate(host, resource).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ details: expect.stringMatching(/ failed: /) as string });
      const shown = [
        inspect(error, { depth: Infinity, showHidden: true }),
        JSON.stringify(error),
        String(error),
        String((error as Error).cause),
        await host.printed(),
      ];
      expect(findSecrets(shown.join("\n"), secrets)).toEqual([]);
    });
  });

  test("shows no secret in a check failure", async () => {
    const host = await cluster.newRun();
    const news = { ...consumer, consumerSecret: `${consumer.consumerSecret}\n`, enabled: "yes" };
    const { failures } = await host.check(host.urn(), {}, news);
    expect(failures).toHaveLength(2);
    expect(findSecrets(JSON.stringify(failures) + (await host.printed()), secrets)).toEqual([]);
    await checked(host, consumer);
  });
});
