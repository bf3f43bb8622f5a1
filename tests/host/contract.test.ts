import { type Fault, startEmulator } from "../../emulator/src";
import { PUBLIC_URLS } from "../../client/wire/hostUrls";
import { UNKNOWN } from "../../provider/inputs/unknown";
import { CONSUMER, connectionTo, held, sent, writes } from "../support/cluster";
import { Host, HOST_NAMES } from "../support/host";
import { checked, created, unknownTo, useHostCluster } from "../support/hostStack";

describe.each(HOST_NAMES)("%s", (kind) => {
  const cluster = useHostCluster(kind);
  const newRun = (settings: Record<string, string> = {}): Promise<Host> => cluster.newRun(settings);

  test("runs a lifecycle over the engine's protocol", async () => {
    const { emulator } = cluster;
    const host = await newRun();
    const resource = await created(host);
    const { id } = resource;
    expect(held(emulator)).toMatchObject([{ id, clientId: CONSUMER.consumerKey }]);

    const inputs = { ...resource.inputs, enabled: false };
    expect(await host.diff(resource, inputs)).toMatchObject({ changes: true, replaces: [] });
    const outputs = await host.update(resource, inputs);
    expect(outputs).toMatchObject({ enabled: false });
    const updated = { ...resource, inputs, outputs };
    expect(await host.read(updated)).toEqual(updated);

    await (await newRun()).delete(updated);
    expect(held(emulator)).toEqual([]);
  });

  test("shares one list among the reads of a run, until that run writes", async () => {
    const { emulator } = cluster;
    const first = emulator.seed({ clientId: "key-a" });
    const second = emulator.seed({ clientId: "key-b" });
    const host = await newRun();
    await Promise.all([host.read(unknownTo(host, first.id)), host.read(unknownTo(host, second.id))]);
    expect(sent(emulator)).toEqual(["GET /v1/scms"]);

    await created(host);
    emulator.requests.clear();
    await host.read(unknownTo(host, first.id));
    expect(sent(emulator)).toEqual([`GET /v1/scms/${first.id}`]);
  });

  test("confirms a configuration missing from the list with a GET before it reports it gone", async () => {
    const { emulator } = cluster;
    const resource = await created(await newRun());
    emulator.remove(resource.id);
    emulator.requests.clear();
    expect(await (await newRun()).read(resource)).toBeUndefined();
    expect(sent(emulator)).toEqual(["GET /v1/scms", `GET /v1/scms/${resource.id}`]);
  });

  test("rejects to read a configuration that doesn't exist, or has another provider, by its id", async () => {
    const host = await newRun();
    await expect(host.read(unknownTo(host, "nope"))).rejects.toThrow(
      /The program reads the configuration nope, but it doesn't exist/,
    );
    await expect(host.read(unknownTo(host, "internal"))).rejects.toThrow(
      /not Bitbucket Cloud.*getScmConfiguration/s,
    );
  });

  test("fails on a 404 that isn't the cluster's own instead of dropping the configuration", async () => {
    const resource = await created(await newRun());
    const host = await newRun();
    cluster.emulator.injectFault({ path: "/v1/scms", times: 9, action: { kind: "html", status: 404 } });
    await expect(host.read(resource)).rejects.toThrow(/algorithmia:apiUrl/);
  });

  test.each([{}, { configurationId: "bitbucket" }])(
    "reads before it repeats a create with %j whose response is lost, and creates one configuration",
    async (args) => {
      const { emulator } = cluster;
      emulator.injectFault({ method: "POST", afterCommit: true, action: { kind: "cut" } });
      const { id } = await created(await newRun(), args);
      expect(held(emulator)).toMatchObject([{ id, ...(args.configurationId && { id: "bitbucket" }) }]);
    },
  );

  test("rejects two defaults or a shared consumer, as far as preview can know", async () => {
    const host = await newRun();
    await checked(host, { isDefault: true });
    const other = host.urn("second");
    const { failures } = await host.check(other, {}, { ...CONSUMER, isDefault: true });
    expect(failures.map(({ property }) => property)).toEqual(["isDefault", '["consumerKey"]']);
    await checked(host, { consumerKey: UNKNOWN }, "third");
  });

  test("fails if the address moves to another cluster, and records an address of the same cluster", async () => {
    const resource = await created(await newRun());
    const { id, inputs } = resource;
    const elsewhere = await startEmulator({ apiKey: cluster.emulator.apiKey });
    try {
      const host = await newRun({ apiUrl: elsewhere.url });
      const moved = { ...inputs, apiUrl: elsewhere.url };
      await expect(host.update(resource, moved)).rejects.toThrow(/has no configuration/);
      const others = [
        { clientId: "another-key" },
        { clientId: CONSUMER.consumerKey, provider: "github" },
        { clientId: CONSUMER.consumerKey, urls: { ...PUBLIC_URLS, web: "https://bitbucket.example.com" } },
      ] as const;
      for (const other of others) {
        elsewhere.seed({ id, ...other });
        await expect(host.update(resource, { ...moved, enabled: false })).rejects.toThrow(
          /has another provider/,
        );
        elsewhere.remove(id);
      }
      expect(writes(elsewhere)).toEqual([]);
      elsewhere.seed({ id, clientId: CONSUMER.consumerKey });
      expect(await host.update(resource, moved)).toMatchObject({ apiUrl: elsewhere.url });
      expect(writes(elsewhere)).toEqual([]);
      await expect(host.delete(resource)).rejects.toThrow(/never sent to another cluster/);
    } finally {
      await elsewhere.close();
    }
  });

  test("prints no stack trace of an expected error", async () => {
    const host = await newRun({ apiKey: "wrong" });
    await expect(created(host)).rejects.toThrow(/2002/);
    await expect(host.read(unknownTo(host, "bitbucket"))).rejects.toThrow(/2002/);
    expect(await host.printed()).not.toMatch(/\n\s+at /);
  });

  test("fails each read that shares a failed list with the cluster's response", async () => {
    const host = await newRun({ apiKey: "wrong" });
    const reads = await Promise.allSettled(["a", "b", "c"].map((id) => host.read(unknownTo(host, id))));
    expect(reads.map((read) => (read.status === "rejected" ? String(read.reason) : "read"))).toEqual(
      reads.map(() => expect.stringContaining("2002") as unknown),
    );
  });

  describe("a create under the user's own id that exists by hand with the same key", () => {
    const fault = (action: object, afterCommit: boolean) =>
      ({ method: "POST", afterCommit, action }) as Fault;
    test.each([
      ["no fault", undefined],
      ["502 before the cluster acted", fault({ kind: "html", status: 502 }, false)],
      ["a cut before the cluster acted", fault({ kind: "cut" }, false)],
      ["a cut after the cluster acted", fault({ kind: "cut" }, true)],
      ["500 after the cluster acted", fault({ kind: "error", status: 500 }, true)],
    ])("is rejected with %s", async (_what, injected) => {
      const { emulator } = cluster;
      const byHand = emulator.seed({ id: "bitbucket", clientId: CONSUMER.consumerKey });
      if (injected !== undefined) {
        emulator.injectFault(injected);
      }
      await expect(created(await newRun(), { configurationId: "bitbucket" })).rejects.toThrow(
        /4044.*ALGORITHMIA_ADOPT=bitbucket pulumi up/s,
      );
      expect(held(emulator)).toEqual([byHand]);
      expect(writes(emulator)).toEqual([]);
    });
  });

  test("takes connection and settings from the environment, but with an explicit provider only the settings", async () => {
    const { emulator } = cluster;
    const byHand = emulator.seed({ id: "by-hand", clientId: CONSUMER.consumerKey, inUse: true });
    const env = {
      ...connectionTo(emulator),
      ALGORITHMIA_ADOPT: "other, by-hand",
      ALGORITHMIA_WHEN_IN_USE: "disable",
    };
    await using host = await Host.start(env, { kind });
    await host.configure();
    const resource = await created(host);
    expect(resource.id).toBe(byHand.id);
    await host.configure({ apiUrl: emulator.url, apiKey: "wrong" }, true);
    await expect(host.delete(resource)).rejects.toThrow(/2002/);
    await host.configure({ apiUrl: emulator.url, apiKey: emulator.apiKey }, true);
    await host.delete(resource);
    expect(held(emulator)).toMatchObject([{ id: byHand.id, enabled: false, inUse: true }]);
  });

  test("names a conflict that the cluster reports without a code", async () => {
    const { emulator } = cluster;
    emulator.setQuirks({ errorShape: "text" });
    const byHand = emulator.seed({ id: "by-hand", clientId: CONSUMER.consumerKey });
    await expect(created(await newRun())).rejects.toThrow(/ALGORITHMIA_ADOPT=by-hand pulumi up/);
    expect(held(emulator)).toEqual([byHand]);
  });

  test("says what a delete changed before it failed", async () => {
    const { emulator } = cluster;
    const resource = await created(await newRun(), { isDefault: true });
    // An expired token. The first DELETE is rejected, because the configuration is the default.
    const action = { kind: "error", status: 401, code: 2002 } as const;
    emulator.injectFault({ method: "DELETE", skip: 1, times: 9, action });
    await expect((await newRun()).delete(resource)).rejects.toThrow(
      /2002.*this run made "internal" the default and disabled the configuration\. Run again.*up --refresh/s,
    );
    emulator.clearFaults();
    await (await newRun()).delete(resource);
    expect(held(emulator)).toEqual([]);
  });

  describe("a delete that is rejected with 4043", () => {
    test("leaves a configuration that an admin disabled as it is", async () => {
      const { emulator } = cluster;
      const resource = await created(await newRun());
      emulator.change(resource.id, { enabled: false, inUse: true });
      const host = await newRun();
      await expect(host.delete(resource)).rejects.toThrow(/4043.*Nothing was changed/s);
      expect(emulator.scm(resource.id)).toMatchObject({ enabled: false });
    });

    test("leaves the default where an admin moved it", async () => {
      const { emulator } = cluster;
      const resource = await created(await newRun(), { isDefault: true });
      emulator.change("internal", { default: true });
      emulator.change(resource.id, { inUse: true });
      const host = await newRun();
      await expect(host.delete(resource)).rejects.toThrow(
        /4043.*The provider enabled the configuration again\.$/s,
      );
      expect(emulator.scm("internal")).toMatchObject({ default: true });
      expect(emulator.scm(resource.id)).toMatchObject({ enabled: true, default: false });
    });
  });
});
