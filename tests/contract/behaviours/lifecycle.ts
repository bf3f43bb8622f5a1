import type { Behaviour } from "../support/contractCluster";
import { URLS } from "../support/contractCluster";
import { expectRejection } from "../support/expectRejection";

/** The lifecycle of a configuration that no algorithm uses. */
export const LIFE: readonly Behaviour[] = [
  {
    name: "lists the cluster's own configuration",
    safe: true,
    run: async ({ client }) => {
      expect(await client.list()).toContainEqual(
        expect.objectContaining({ id: "internal", provider: "internal" }),
      );
    },
  },
  {
    name: "creates a configuration with the requested id, and reads it unchanged",
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
    name: "generates an id if a create has none",
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
    name: "updates all three addresses in place",
    safe: true,
    run: async (cluster) => {
      const { id } = await cluster.made();
      const urls = { web: "https://a.test", api: "https://api.a.test", ssh: "ssh://git@a.test" };
      expect(await cluster.client.update(id, { urls })).toMatchObject({ id, urls });
      expect(await cluster.client.get(id)).toMatchObject({ urls, enabled: false });
    },
  },
  {
    name: "changes nothing for an empty update",
    safe: true,
    run: async (cluster) => {
      const { id } = await cluster.made();
      const before = await cluster.client.get(id);
      await cluster.client.update(id, {});
      expect(await cluster.client.get(id)).toEqual(before);
    },
  },
  {
    name: "deletes a disabled configuration",
    safe: true,
    run: async (cluster) => {
      const { id } = await cluster.made();
      await cluster.client.delete(id);
      await expectRejection(cluster.client.get(id), 404, 4009);
      expect((await cluster.client.list()).map((of) => of.id)).not.toContain(id);
    },
  },
  {
    name: "enables and disables a configuration in place",
    run: async (cluster) => {
      const { id } = await cluster.made();
      expect(await cluster.client.update(id, { enabled: true })).toMatchObject({ enabled: true });
      expect(await cluster.client.update(id, { enabled: false })).toMatchObject({ enabled: false });
    },
  },
  {
    name: "sets another default, and restores the previous default",
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
    name: "accepts a cluster admin's token for every request",
    run: async (cluster) => {
      const client = cluster.clientWith({ scheme: "Bearer", token: cluster.emulator.mintJwt() });
      const { id } = await client.create(cluster.configuration({ enabled: true }));
      await client.setDefault(id);
      await client.setDefault("internal");
      await client.update(id, { enabled: false });
      await client.delete(id);
      await expectRejection(client.get(id), 404, 4009);
    },
  },
  {
    name: "returns the project key of a Bitbucket Server configuration",
    run: async (cluster) => {
      const body = { id: "server", provider: "bitbucket", scm: { project_key: "ENG" }, urls: URLS };
      const { status, json } = await cluster.byHand("POST", "/v1/admin/scms", { body });
      expect([status, json["scm"]]).toEqual([201, { project_key: "ENG" }]);
    },
  },
];
