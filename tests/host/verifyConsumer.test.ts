import { type Bitbucket, startEmulator } from "../../emulator/src";
import { held } from "../support/cluster";
import { Host } from "../support/host";
import { URN } from "../support/inputs";
import { useEmulator } from "../support/shared";

const emulator = useEmulator();
let bitbucket: Bitbucket;

beforeEach(() => {
  bitbucket = emulator.bitbucket;
});

function newHost(change: Record<string, string> = {}): Promise<Host> {
  return Host.start({ ALGORITHMIA_API: emulator.url, ALGORITHMIA_API_KEY: emulator.apiKey, ...change });
}

function program(pair: { key: string; secret: string }, change: Record<string, unknown> = {}) {
  return {
    __urn: URN,
    consumerKey: pair.key,
    consumerSecret: pair.secret,
    urls: bitbucket.urls,
    ...change,
  };
}

async function checked(host: Host, news: Record<string, unknown>): Promise<Record<string, unknown>> {
  await host.configure({});
  const { inputs, failures } = await host.check({}, news);
  expect(failures).toEqual([]);
  return inputs;
}

test("creates a right consumer, private or public, silently after one request to Bitbucket for each", async () => {
  for (const isPrivate of [true, false]) {
    await using host = await newHost();
    await host.create(await checked(host, program(bitbucket.addConsumer({ isPrivate }))));
    expect(host.stderr.join("")).toBe("");
  }
  expect(bitbucket.requests.all().map(({ method, path }) => `${method} ${path}`)).toEqual([
    "POST /site/oauth2/access_token",
    "POST /site/oauth2/access_token",
  ]);
});

test.each([
  ["a wrong secret", {}, { secret: "wrong" }, /copy Key and Secret again/],
  ["a missing callback URL", { callbackUrl: null }, {}, /has no callback URL.*enter http/],
])("stops at %s, before anything is created", async (_what, seed, change, message) => {
  await using host = await newHost();
  const consumer = { ...bitbucket.addConsumer({ isPrivate: true, ...seed }), ...change };
  await expect(host.create(await checked(host, program(consumer)))).rejects.toThrow(message);
  expect(held(emulator)).toEqual([]);
  expect(emulator.requests).toHaveLength(0);
  expect(host.stderr.join("")).not.toContain(consumer.secret);
});

test.each(["credentials", "permissions"])("reports missing permissions with %s", async (verifyConsumer) => {
  await using host = await newHost();
  const consumer = bitbucket.addConsumer({ isPrivate: true, permissions: ["account", "repository:write"] });
  const creating = host.create(await checked(host, program(consumer, { verifyConsumer })));
  const lacks =
    /doesn't have all required permissions. Missing: Repositories: Admin; Repositories: Delete; Webhooks: Read and write/;
  if (verifyConsumer === "permissions") {
    await expect(creating).rejects.toThrow(lacks);
  } else {
    await creating;
    expect(host.stderr.join("")).toMatch(lacks);
  }
});

test.each([
  ["unreachable", { kind: "refuse" }],
  ["limiting", { kind: "error", status: 429 }],
  ["broken", { kind: "html", status: 502 }],
  ["redirecting", { kind: "redirect", location: "https://elsewhere.test/" }],
] as const)("a Bitbucket that is %s only warns, and is asked once a run", async (_what, action) => {
  await using host = await newHost();
  bitbucket.injectFault({ action, times: 9 });
  const first = bitbucket.addConsumer();
  const second = bitbucket.addConsumer();
  await host.create(await checked(host, program(first)));
  await host.create(await checked(host, program(second, { __urn: `${URN}-2` })));
  expect(held(emulator)).toHaveLength(2);
  expect(host.stderr.join("")).toMatch(/can't be verified with Bitbucket/);
  expect(bitbucket.requests).toHaveLength(1);
});

test("sends Bitbucket nothing if verification is off for the resource or the run", async () => {
  const consumer = { key: "unknown", secret: "unknown" };
  await using host = await newHost();
  await host.create(await checked(host, program(consumer, { verifyConsumer: "off" })));
  await using other = await newHost({ ALGORITHMIA_VERIFY_CONSUMER: "off" });
  emulator.reset();
  await other.create(await checked(other, program(consumer)));
  expect(bitbucket.requests).toHaveLength(0);
});

test("verifies the new consumer before a delete that starts a replacement", async () => {
  const consumer = bitbucket.addConsumer({ isPrivate: true });
  await using creator = await newHost();
  const { id, outs } = await creator.create(await checked(creator, program(consumer)));
  await using host = await newHost();
  const news = await checked(host, program({ ...consumer, secret: "wrong" }));
  expect(await host.diff(id, outs, news)).toMatchObject({ replaces: ["consumerSecret"], deleteFirst: true });
  await expect(host.delete(id, outs)).rejects.toThrow(/copy Key and Secret again/);
  expect(held(emulator)).toMatchObject([{ id, enabled: true }]);
});

test("verifies the consumer after a changed website, not after other changes", async () => {
  const consumer = bitbucket.addConsumer({ isPrivate: true });
  await using host = await newHost();
  const inputs = await checked(host, program(consumer, { verifyConsumer: "off" }));
  const { id, outs } = await host.create(inputs);
  const asking = { ...inputs, verifyConsumer: "credentials" };
  await host.update(id, outs, { ...asking, enabled: false });
  expect(bitbucket.requests).toHaveLength(0);
  const elsewhere = await startEmulator();
  try {
    await expect(host.update(id, outs, { ...asking, urls: elsewhere.bitbucket.urls })).rejects.toThrow(
      /copy Key/,
    );
  } finally {
    await elsewhere.close();
  }
});
