import type { Behaviour } from "../support/contractCluster";
import { URLS } from "../support/contractCluster";
import { refused } from "../support/refused";

/** The lifecycle of a configuration that no algorithm uses. */
export const LIFE: readonly Behaviour[] = [
  {
    name: "the list has the cluster's own configuration",
    safe: true,
    run: async ({ client }) => {
      expect(await client.list()).toContainEqual(
        expect.objectContaining({ id: "internal", provider: "internal" }),
      );
    },
  },
  {
    name: "a configuration is made under the id that was asked for, and read as it was made",
    safe: true,
    run: async (cluster) => {
      const { id, clientId, created } = await cluster.made({ name: "Contract" });
      expect(created.id).toBe(id);
      const read = await cluster.client.get(id);
      const said = { id, provider: "bitbucket-cloud", enabled: false, name: "Contract", isDefault: false };
      expect(read).toEqual({ ...said, urls: URLS, clientId });
      expect(await cluster.client.list()).toContainEqual(read);
    },
  },
  {
    name: "one that is made without an id gets one",
    safe: true,
    run: async (cluster) => {
      const { id: _none, ...body } = { ...cluster.configuration() };
      const { clientId, clientSecret, ...rest } = body;
      const oauth = { client_id: clientId, client_secret: clientSecret };
      const { status, json } = await cluster.byHand("POST", "/v1/admin/scms", {
        body: { ...rest, oauth, provider: "bitbucket-cloud" },
      });
      expect(status).toBe(201);
      cluster.removeLater(String(json["id"]));
      expect(json["id"]).toMatch(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/);
    },
  },
  {
    name: "all three addresses change in place",
    safe: true,
    run: async (cluster) => {
      const { id } = await cluster.made();
      const urls = { web: "https://a.test", api: "https://api.a.test", ssh: "ssh://git@a.test" };
      expect(await cluster.client.update(id, { urls })).toMatchObject({ id, urls });
      expect(await cluster.client.get(id)).toMatchObject({ urls, enabled: false });
    },
  },
  {
    name: "an update of nothing changes nothing",
    safe: true,
    run: async (cluster) => {
      const { id } = await cluster.made();
      const before = await cluster.client.get(id);
      await cluster.client.update(id, {});
      expect(await cluster.client.get(id)).toEqual(before);
    },
  },
  {
    name: "a disabled one is deleted, and then is gone",
    safe: true,
    run: async (cluster) => {
      const { id } = await cluster.made();
      await cluster.client.delete(id);
      await refused(cluster.client.get(id), 404, 4009);
      expect((await cluster.client.list()).map((of) => of.id)).not.toContain(id);
    },
  },
  {
    name: "it is enabled and disabled in place",
    run: async (cluster) => {
      const { id } = await cluster.made();
      expect(await cluster.client.update(id, { enabled: true })).toMatchObject({ enabled: true });
      expect(await cluster.client.update(id, { enabled: false })).toMatchObject({ enabled: false });
    },
  },
  {
    name: "it takes the default from another, and gives it back",
    run: async (cluster) => {
      const { id } = await cluster.made({ enabled: true });
      await cluster.client.setDefault(id);
      const marked = (await cluster.client.list()).filter(({ isDefault }) => isDefault === true);
      expect(marked.map((of) => of.id)).toEqual([id]);
      await cluster.client.setDefault("internal");
      expect(await cluster.client.get(id)).toMatchObject({ isDefault: false });
    },
  },
  {
    name: "a cluster admin's token may make every call",
    run: async (cluster) => {
      const client = cluster.clientWith({ scheme: "Bearer", token: cluster.emulator.mintJwt() });
      const { id } = await client.create(cluster.configuration({ enabled: true }));
      await client.setDefault(id);
      await client.setDefault("internal");
      await client.update(id, { enabled: false });
      await client.delete(id);
      await refused(client.get(id), 404, 4009);
    },
  },
  {
    name: "a Bitbucket Server configuration answers with its project key",
    run: async (cluster) => {
      const body = { id: "server", provider: "bitbucket", scm: { project_key: "ENG" }, urls: URLS };
      const { status, json } = await cluster.byHand("POST", "/v1/admin/scms", { body });
      expect([status, json["scm"]]).toEqual([201, { project_key: "ENG" }]);
    },
  },
];
