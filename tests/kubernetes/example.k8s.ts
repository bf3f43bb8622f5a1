import { type Emulator, startEmulator } from "../../emulator/src";
import { CONSUMER, held } from "../support/cluster";
import { findSecrets } from "../support/secrets";
import { ApiServer } from "./support/apiServer";
import { ExampleStack } from "./support/exampleStack";

const ADMIN = "/api/v1/namespaces/algorithmia/secrets";
const OURS = "/api/v1/namespaces/bitbucket";

let server: ApiServer;
let emulator: Emulator;

beforeAll(async () => {
  server = await ApiServer.start();
  await server.succeed("POST", "/api/v1/namespaces", { metadata: { name: "algorithmia" } });
});

afterAll(() => server[Symbol.asyncDispose]());

beforeEach(async () => {
  emulator = await startEmulator();
  // As whoever installs the cluster would leave them there.
  const stringData = { apiUrl: `${emulator.url}\n`, apiKey: emulator.apiKey };
  await server.succeed("POST", ADMIN, { metadata: { name: "admin" }, stringData });
});

afterEach(async () => {
  await emulator.close();
  await server.succeed("DELETE", `${ADMIN}/admin`);
});

const config = { adminSecret: "algorithmia/admin", verifyConsumer: "off", ...CONSUMER };

/** Has somebody else change the key in the Secret that the stack does not manage. */
async function setKey(apiKey: string): Promise<void> {
  const change = { stringData: { apiKey } };
  await server.succeed("PATCH", `${ADMIN}/admin`, change, "application/merge-patch+json");
}

test("creates, refreshes and destroys examples/kubernetes on a real API server through Pulumi's plugin", async () => {
  using stack = await ExampleStack.create(server.kubeconfig, config);
  await stack.pulumi("preview");
  expect(held(emulator)).toEqual([]);
  await stack.pulumi("up", "--yes", "--skip-preview");

  const [made] = held(emulator);
  expect(made).toMatchObject({ clientId: CONSUMER.consumerKey, enabled: true });
  expect(emulator.secretOf(made?.id ?? "")).toBe(CONSUMER.consumerSecret);
  const outcome = await server.succeed("GET", `${OURS}/configmaps/bitbucket`);
  const data = { configurationId: made?.id, apiUrl: emulator.url, callbackUrl: emulator.url };
  expect(outcome).toMatchObject({ data });

  await stack.pulumi("preview", "--expect-no-changes");
  await setKey("rotated-key");
  expect(await stack.pulumi("preview")).toMatch(/~ +pulumi:providers:pulumi-nodejs +cluster +update/);
  await setKey(emulator.apiKey);
  await stack.pulumi("refresh", "--yes", "--skip-preview");
  const outputs = await stack.pulumi("stack", "output", "--json");
  expect(JSON.parse(outputs)).toEqual({ configMap: "bitbucket/bitbucket" });

  const exported = await stack.pulumi("stack", "export");
  expect(exported).toContain(made?.id);
  const secrets = [...Object.values(CONSUMER), emulator.apiKey];
  expect(findSecrets([exported, stack.printed, stack.kept()].join("\n"), secrets)).toEqual([]);

  await stack.pulumi("destroy", "--yes", "--skip-preview");
  expect(held(emulator)).toEqual([]);
  expect((await server.ask("GET", OURS)).status).toBe(404);
  expect((await server.ask("GET", `${ADMIN}/admin`)).status).toBe(200);
});

test("reports a missing key and a missing Secret, and creates nothing", async () => {
  await server.succeed(
    "PATCH",
    `${ADMIN}/admin`,
    { data: { apiKey: null, token: "eA==" } },
    "application/merge-patch+json",
  );
  using stack = await ExampleStack.create(server.kubeconfig, config);
  const missingKey = await stack.failing("preview");
  expect(missingKey).toContain(
    `The Secret algorithmia/admin can't be used: it has no key "apiKey". Its keys are: apiUrl, token.`,
  );
  expect(missingKey).not.toMatch(/ at .*\.(js|ts):\d+/); // no stack
  await stack.pulumi("config", "set", "--plaintext", "adminSecret", "algorithmia/administrator");
  const missingSecret = await stack.failing("up", "--yes", "--skip-preview");
  expect(missingSecret).toContain("kubernetes:core/v1:Secret (admin)");
  expect(missingSecret).toContain("resource 'algorithmia/administrator' does not exist");
  expect(held(emulator)).toEqual([]);
  await stack.pulumi("destroy", "--yes", "--skip-preview");
});
