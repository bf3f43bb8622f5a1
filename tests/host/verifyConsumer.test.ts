import { type Bitbucket, startEmulator } from "../../emulator/src";
import { held } from "../support/cluster";
import { type Host, HOST_NAMES } from "../support/host";
import { checked, created, useHostCluster } from "../support/hostStack";

describe.each(HOST_NAMES)("%s", (kind) => {
  const cluster = useHostCluster(kind);
  let bitbucket: Bitbucket;

  beforeEach(() => {
    bitbucket = cluster.emulator.bitbucket;
  });

  const newRun = (verifyConsumer?: string): Promise<Host> => cluster.newRun({ verifyConsumer });

  function argsOf(consumer: { key: string; secret: string }, change: Record<string, unknown> = {}) {
    const { key: consumerKey, secret: consumerSecret } = consumer;
    return { consumerKey, consumerSecret, urls: bitbucket.urls, ...change };
  }

  test("creates a right consumer, private or public, silently after one request to Bitbucket for each", async () => {
    for (const isPrivate of [true, false]) {
      const host = await newRun();
      await created(host, argsOf(bitbucket.addConsumer({ isPrivate })));
      expect(await host.printed()).toBe("");
    }
    expect(bitbucket.requests.all().map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /site/oauth2/access_token",
      "POST /site/oauth2/access_token",
    ]);
  });

  test.each([
    ["a wrong secret", {}, { secret: "wrong" }, /copy Key and Secret again/],
    ["a missing callback URL", { callbackUrl: null }, {}, /has no callback URL.*enter http/],
  ])("rejects %s, before anything is created", async (_what, seed, change, message) => {
    const { emulator } = cluster;
    const host = await newRun();
    const consumer = { ...bitbucket.addConsumer({ isPrivate: true, ...seed }), ...change };
    await expect(created(host, argsOf(consumer))).rejects.toThrow(message);
    expect(held(emulator)).toEqual([]);
    expect(emulator.requests).toHaveLength(0);
    expect(await host.printed()).not.toContain(consumer.secret);
  });

  test.each(["credentials", "permissions"])("reports missing permissions with %s", async (verifyConsumer) => {
    const host = await newRun();
    const permissions = ["account", "repository:write"] as const;
    const consumer = bitbucket.addConsumer({ isPrivate: true, permissions });
    const creating = created(host, argsOf(consumer, { verifyConsumer }));
    const missing =
      /doesn't have all required permissions. Missing: Repositories: Admin; Repositories: Delete; Webhooks: Read and write/;
    if (verifyConsumer === "permissions") {
      await expect(creating).rejects.toThrow(missing);
    } else {
      await creating;
      expect(await host.printed()).toMatch(missing);
    }
  });

  test.each([
    ["is unreachable", { kind: "refuse" }],
    ["limits requests", { kind: "error", status: 429 }],
    ["returns an error page", { kind: "html", status: 502 }],
    ["redirects", { kind: "redirect", location: "https://elsewhere.test/" }],
  ] as const)("only warns, after one request per run, if Bitbucket %s", async (_what, action) => {
    const host = await newRun();
    bitbucket.injectFault({ action, times: 9 });
    await created(host, argsOf(bitbucket.addConsumer()), "first");
    await created(host, argsOf(bitbucket.addConsumer()), "second");
    expect(held(cluster.emulator)).toHaveLength(2);
    expect(await host.printed()).toMatch(/can't be verified with Bitbucket/);
    expect(bitbucket.requests).toHaveLength(1);
  });

  test("sends Bitbucket nothing if verification is off for the resource or the run", async () => {
    const consumer = { key: "unknown", secret: "unknown" };
    await created(await newRun(), argsOf(consumer, { verifyConsumer: "off" }));
    cluster.emulator.reset();
    await created(await newRun("off"), argsOf(consumer));
    expect(bitbucket.requests).toHaveLength(0);
  });

  test("verifies the new consumer before a delete that starts a replacement", async () => {
    const consumer = bitbucket.addConsumer({ isPrivate: true });
    const resource = await created(await newRun(), argsOf(consumer));
    const host = await newRun();
    const news = await checked(host, argsOf({ ...consumer, secret: "wrong" }));
    expect(await host.diff(resource, news)).toMatchObject({
      replaces: ["consumerSecret"],
      deleteBeforeReplace: true,
    });
    await expect(host.delete(resource)).rejects.toThrow(/copy Key and Secret again/);
    expect(held(cluster.emulator)).toMatchObject([{ id: resource.id, enabled: true }]);
  });

  test("verifies the consumer after a changed website, not after other changes", async () => {
    const host = await newRun();
    const consumer = bitbucket.addConsumer({ isPrivate: true });
    const resource = await created(host, argsOf(consumer, { verifyConsumer: "off" }));
    const verified = { ...resource.inputs, verifyConsumer: "credentials" };
    await host.update(resource, { ...verified, enabled: false });
    expect(bitbucket.requests).toHaveLength(0);
    const elsewhere = await startEmulator();
    try {
      const { urls } = elsewhere.bitbucket;
      await expect(host.update(resource, { ...verified, urls })).rejects.toThrow(/copy Key/);
    } finally {
      await elsewhere.close();
    }
  });
});
