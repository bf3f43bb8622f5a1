import { type Behaviour, createBody, URLS } from "../support/contractCluster";
import { expectRejection } from "../support/expectRejection";

const UNKNOWN = "contract-unknown";

/** Requests that each cluster rejects, whatever configurations it has. */
export const REJECTIONS: readonly Behaviour[] = [
  {
    name: "rejects reads, updates and deletes of a missing configuration",
    safe: true,
    run: async ({ client }) => {
      await expectRejection(client.get(UNKNOWN), 404, 4009);
      await expectRejection(client.update(UNKNOWN, { enabled: false }), 404, 4009);
      await expectRejection(client.delete(UNKNOWN), 404, 4009);
    },
  },
  {
    name: "rejects a second configuration with the same id",
    safe: true,
    run: async (cluster) => {
      const { id } = await cluster.made();
      await expectRejection(cluster.client.create(cluster.configuration({ id })), 409, 4044);
    },
  },
  {
    name: "rejects a second configuration with the same consumer and web address",
    safe: true,
    run: async (cluster) => {
      const { clientId } = await cluster.made();
      await expectRejection(cluster.client.create(cluster.configuration({ clientId })), 409, 4044);
    },
  },
  {
    name: "rejects an update to another configuration's consumer and web address",
    safe: true,
    run: async (cluster) => {
      const { clientId } = await cluster.made();
      const urls = { ...URLS, web: "https://b.test" };
      const { id } = await cluster.made({ clientId, urls });
      await expectRejection(cluster.client.update(id, { urls: URLS }), 409, 4044);
    },
  },
  {
    name: "rejects a create without addresses, and a create with an unknown provider",
    safe: true,
    run: async (cluster) => {
      const { urls: _none, ...incomplete } = createBody(cluster.configuration());
      const unknown = { ...createBody(cluster.configuration()), provider: "sourceforge" };
      for (const body of [incomplete, unknown]) {
        const { status, code } = await cluster.byHand("POST", "/v1/admin/scms", { body });
        expect([status, code]).toEqual([400, 4020]);
      }
    },
  },
  {
    name: "rejects an update of some of the addresses, and changes nothing",
    safe: true,
    run: async (cluster) => {
      const { id } = await cluster.made();
      const { web, api } = URLS;
      const path = `/v1/admin/scms/${id}`;
      const { status, code } = await cluster.byHand("PATCH", path, { body: { urls: { web, api } } });
      expect([status, code]).toEqual([400, 4021]);
      expect(await cluster.client.get(id)).toMatchObject({ urls: URLS });
    },
  },
  {
    name: "rejects a body that isn't JSON",
    safe: true,
    run: async (cluster) => {
      const { id } = await cluster.made();
      for (const [method, path] of [
        ["POST", "/v1/admin/scms"],
        ["PATCH", `/v1/admin/scms/${id}`],
      ] as const) {
        const { status, code } = await cluster.byHand(method, path, { raw: '{"id": "contract-' });
        expect([status, code]).toEqual([400, 2013]);
      }
    },
  },
  {
    name: "rejects a create with the cluster's own provider",
    safe: true,
    run: async (cluster) => {
      const body = { ...createBody(cluster.configuration()), provider: "internal" };
      const { status, code } = await cluster.byHand("POST", "/v1/admin/scms", { body });
      expect([status, code]).toEqual([400, 4045]);
    },
  },
  {
    name: "rejects requests without a valid credential",
    safe: true,
    run: async (cluster) => {
      const { id } = await cluster.made();
      const client = cluster.clientWith({ token: "no-such-key" });
      await expectRejection(client.list(), 401, 2002);
      await expectRejection(client.get(id), 401, 2002);
      await expectRejection(client.create(cluster.configuration()), 401, 2002);
      await expectRejection(client.update(id, { enabled: false }), 401, 2002);
      await expectRejection(client.delete(id), 401, 2002);
      const { status, code } = await cluster.byHand("GET", "/v1/scms", { authorization: null });
      expect([status, code]).toEqual([401, 2002]);
    },
  },
  {
    name: "reports no link to a new configuration",
    safe: true,
    run: async (cluster) => {
      const { id } = await cluster.made();
      const { status, json } = await cluster.byHand("GET", `/v1/scms/${id}/oauth/status`);
      expect([status, json]).toEqual([200, { authorization_status: "unauthorized" }]);
    },
  },
];
