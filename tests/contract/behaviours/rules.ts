import { type Behaviour, createBody, URLS } from "../support/contractCluster";
import { expectRejection } from "../support/expectRejection";

/** The rules for enabled, default, used and the cluster's own configurations. For the emulated cluster only. */
export const RULES: readonly Behaviour[] = [
  {
    name: "rejects the delete of an enabled configuration",
    run: async (cluster) => {
      const { id } = await cluster.made({ enabled: true });
      await expectRejection(cluster.client.delete(id), 400, 4040);
    },
  },
  {
    name: "rejects disabling and deleting the default",
    run: async (cluster) => {
      const { id } = await cluster.made({ enabled: true });
      await cluster.client.setDefault(id);
      await expectRejection(cluster.client.update(id, { enabled: false }), 400, 4041);
      await expectRejection(cluster.client.delete(id), 400, 4041);
    },
  },
  {
    name: "rejects a disabled or missing configuration as the default",
    run: async (cluster) => {
      const { id } = await cluster.made();
      await expectRejection(cluster.client.setDefault(id), 400, 4042);
      await expectRejection(cluster.client.setDefault("unknown"), 404, 4009);
    },
  },
  {
    name: "rejects the delete of a configuration in use",
    run: async (cluster) => {
      const { id } = await cluster.made();
      cluster.emulator.setInUse(id, true);
      await expectRejection(cluster.client.delete(id), 400, 4043);
    },
  },
  {
    name: "rejects deleting the cluster's own configuration and changing its addresses",
    run: async ({ client }) => {
      await expectRejection(client.delete("internal"), 400, 4045);
      await expectRejection(client.update("internal", { urls: URLS }), 400, 4045);
    },
  },
  {
    name: "rejects disabling the last enabled configuration",
    run: async ({ client, emulator }) => {
      emulator.change("internal", { default: false });
      await expectRejection(client.update("internal", { enabled: false }), 400, 4045);
    },
  },
  {
    name: "accepts keys without Management Access for reads only",
    run: async (cluster) => {
      const { id } = await cluster.made();
      const { adminWithoutManagement, standard } = cluster.emulator.keys;
      for (const token of [adminWithoutManagement, standard]) {
        const client = cluster.clientWith({ token });
        expect(await client.get(id)).toMatchObject({ id });
        expect(await client.list()).toHaveLength(2);
        await expectRejection(client.create(cluster.configuration()), 403, 2001);
        await expectRejection(client.update(id, { enabled: true }), 403, 2001);
        await expectRejection(client.setDefault(id), 403, 2001);
        await expectRejection(client.delete(id), 403, 2001);
      }
      await expectRejection(cluster.clientWith({ token: "no-such-key" }).setDefault(id), 401, 2002);
    },
  },
  {
    name: "can reject admin keys for reads, but not tokens",
    quirks: { adminKeyRefused: ["list", "get"] },
    run: async (cluster) => {
      await expectRejection(cluster.client.list(), 403, 2001);
      await expectRejection(cluster.client.get("internal"), 403, 2001);
      const client = cluster.clientWith({ scheme: "Bearer", token: cluster.emulator.mintJwt() });
      expect(await client.list()).toEqual([await client.get("internal")]);
    },
  },
  {
    name: "limits the size of a body",
    run: async (cluster) => {
      const name = "n".repeat(65 * 1024);
      const created = await cluster.byHand("POST", "/v1/admin/scms", {
        body: createBody(cluster.configuration({ name })),
      });
      const updated = await cluster.byHand("PATCH", "/v1/admin/scms/internal", { body: { name } });
      expect([created, updated].map(({ status, code }) => [status, code])).toEqual([
        [413, 2015],
        [413, 2015],
      ]);
    },
  },
  {
    name: "returns a code with an internal error",
    run: async ({ client, emulator }) => {
      emulator.injectFault({ path: "/v1/scms", action: { kind: "error", status: 500, code: 5001 } });
      await expectRejection(client.list(), 500, 5001);
    },
  },
  {
    name: "responds to other paths with 404",
    run: async (cluster) => {
      const { status, code } = await cluster.byHand("GET", "/v1/scm");
      expect([status, code]).toEqual([404, undefined]);
    },
  },
];
