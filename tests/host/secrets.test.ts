import { inspect } from "node:util";
import type { FaultAction } from "../../emulator/src";
import { connectionTo } from "../support/cluster";
import { Host } from "../support/host";
import { outputsOf } from "../../provider/dynamic/properties";
import { created, inputs, URN } from "../support/inputs";
import { findSecrets } from "../support/secrets";
import { useEmulator } from "../support/shared";

const consumer = { consumerKey: 'planted-key+/=&"x', consumerSecret: 'planted-secret+/=&"x' };

const emulator = useEmulator({ apiKey: 'planted-api-key+/=&"x' });
let host: Host;

const change = (): Parameters<typeof inputs>[0] => ({ ...consumer, apiUrl: emulator.url });

/** As the host gets them of a resource in the state. */
function outputs(): Record<string, unknown> {
  const { inputs: wanted, state } = created(change());
  return { ...outputsOf(URN, wanted, state) };
}

const operations: [string, () => Promise<unknown>][] = [
  ["create", () => host.create({ ...inputs(change()), __urn: URN })],
  ["read", () => host.read(created(change()).id, outputs())],
  [
    "update",
    () => {
      const news = { ...inputs({ ...change(), enabled: false }), __urn: URN };
      return host.update(created(change()).id, outputs(), news);
    },
  ],
  ["delete", () => host.delete(created(change()).id, outputs())],
];

// A cluster knows key and secret of a configuration, and may show them where it never got them from the call.
const showing = { scm: { client_id: consumer.consumerKey, client_secret: consumer.consumerSecret } };

const faults: [string, FaultAction][] = [
  ["repeats the request as JSON", { kind: "echo", status: 400, as: "json" }],
  ["repeats the request as a page", { kind: "echo", status: 502, as: "html" }],
  ["repeats the request in base64", { kind: "echo", status: 500, as: "base64" }],
  ["repeats the request as success", { kind: "echo", status: 200, as: "json" }],
  ["shows the stored consumer", { kind: "wrongShape", status: 200, body: showing }],
  [
    "shows the stored consumer in an error's text",
    { kind: "error", status: 400, code: 4020, message: JSON.stringify(showing) },
  ],
];

describe.each(operations)("%s", (_operation, call) => {
  // One of its own, since a host that made the configuration knows its consumer from then on.
  beforeAll(async () => {
    host = await Host.start({ ...connectionTo(emulator), ALGORITHMIA_MAX_RETRIES: "1" });
    await host.configure({});
  });

  afterAll(() => host[Symbol.asyncDispose]());

  test.each(faults)("shows no secret where the cluster %s", async (_what, action) => {
    emulator.injectFault({ times: 100, action });
    const error: unknown = await call().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ details: expect.stringMatching(/ failed: /) as string });
    const shown = [
      inspect(error, { depth: Infinity, showHidden: true }),
      JSON.stringify(error),
      String(error),
      String((error as Error).cause),
      ...host.stderr,
      ...host.stdout,
    ];
    const secrets = [...Object.values(consumer), emulator.apiKey];
    expect(findSecrets(shown.join("\n"), secrets)).toEqual([]);
  });
});
