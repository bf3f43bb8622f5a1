import { type Behaviour, createBody, URLS } from "../support/contractCluster";
import { refused } from "../support/refused";

/** The rules for enabled, default, used and the cluster's own configurations. For the emulated cluster only. */
export const RULES: readonly Behaviour[] = [
  {
    name: "an enabled one can't be deleted",
    run: async (cluster) => {
      const { id } = await cluster.made({ enabled: true });
      await refused(cluster.client.delete(id), 400, 4040);
    },
  },
  {
    name: "the default can be neither disabled nor deleted",
    run: async (cluster) => {
      const { id } = await cluster.made({ enabled: true });
      await cluster.client.setDefault(id);
      await refused(cluster.client.update(id, { enabled: false }), 400, 4041);
      await refused(cluster.client.delete(id), 400, 4041);
    },
  },
  {
    name: "a disabled one can't become the default, nor one that doesn't exist",
    run: async (cluster) => {
      const { id } = await cluster.made();
      await refused(cluster.client.setDefault(id), 400, 4042);
      await refused(cluster.client.setDefault("unknown"), 404, 4009);
    },
  },
  {
    name: "one in use can't be deleted",
    run: async (cluster) => {
      const { id } = await cluster.made();
      cluster.emulator.setInUse(id, true);
      await refused(cluster.client.delete(id), 400, 4043);
    },
  },
  {
    name: "the cluster's own can be neither deleted nor given addresses",
    run: async ({ client }) => {
      await refused(client.delete("internal"), 400, 4045);
      await refused(client.update("internal", { urls: URLS }), 400, 4045);
    },
  },
  {
    name: "the last enabled one can't be disabled",
    run: async ({ client, emulator }) => {
      emulator.change("internal", { default: false });
      await refused(client.update("internal", { enabled: false }), 400, 4045);
    },
  },
  {
    name: "keys without Management Access may read and not write",
    run: async (cluster) => {
      const { id } = await cluster.made();
      const { adminWithoutManagement, standard } = cluster.emulator.keys;
      for (const token of [adminWithoutManagement, standard]) {
        const client = cluster.clientWith({ token });
        expect(await client.get(id)).toMatchObject({ id });
        expect(await client.list()).toHaveLength(2);
        await refused(client.create(cluster.configuration()), 403, 2001);
        await refused(client.update(id, { enabled: true }), 403, 2001);
        await refused(client.setDefault(id), 403, 2001);
        await refused(client.delete(id), 403, 2001);
      }
      await refused(cluster.clientWith({ token: "no-such-key" }).setDefault(id), 401, 2002);
    },
  },
  {
    name: "reads may be refused to admin keys, and not to tokens",
    quirks: { adminKeyRefused: ["list", "get"] },
    run: async (cluster) => {
      await refused(cluster.client.list(), 403, 2001);
      await refused(cluster.client.get("internal"), 403, 2001);
      const client = cluster.clientWith({ scheme: "Bearer", token: cluster.emulator.mintJwt() });
      expect(await client.list()).toEqual([await client.get("internal")]);
    },
  },
  {
    name: "a body has a limit",
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
    name: "an error of the cluster's own has a code",
    run: async ({ client, emulator }) => {
      emulator.injectFault({ path: "/v1/scms", action: { kind: "error", status: 500, code: 5001 } });
      await refused(client.list(), 500, 5001);
    },
  },
  {
    name: "other paths are not there",
    run: async (cluster) => {
      const { status, code } = await cluster.byHand("GET", "/v1/scm");
      expect([status, code]).toEqual([404, undefined]);
    },
  },
];
