import { type Behaviour, createBody, URLS } from "../support/contractCluster";
import { refused } from "../support/refused";

const UNKNOWN = "contract-unknown";

/** Requests that each cluster rejects, whatever configurations it has. */
export const REFUSALS: readonly Behaviour[] = [
  {
    name: "what doesn't exist can't be read, updated or deleted",
    safe: true,
    run: async ({ client }) => {
      await refused(client.get(UNKNOWN), 404, 4009);
      await refused(client.update(UNKNOWN, { enabled: false }), 404, 4009);
      await refused(client.delete(UNKNOWN), 404, 4009);
    },
  },
  {
    name: "a second one of the same id is refused",
    safe: true,
    run: async (cluster) => {
      const { id } = await cluster.made();
      await refused(cluster.client.create(cluster.configuration({ id })), 409, 4044);
    },
  },
  {
    name: "a second one of the same consumer and web address is refused",
    safe: true,
    run: async (cluster) => {
      const { clientId } = await cluster.made();
      await refused(cluster.client.create(cluster.configuration({ clientId })), 409, 4044);
    },
  },
  {
    name: "an update to another's consumer and web address is refused",
    safe: true,
    run: async (cluster) => {
      const { clientId } = await cluster.made();
      const urls = { ...URLS, web: "https://b.test" };
      const { id } = await cluster.made({ clientId, urls });
      await refused(cluster.client.update(id, { urls: URLS }), 409, 4044);
    },
  },
  {
    name: "a create without addresses, or of an unknown provider, is refused",
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
    name: "an update of some of the addresses is refused, and changes nothing",
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
    name: "what is no JSON is refused",
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
    name: "the cluster's own kind can't be made",
    safe: true,
    run: async (cluster) => {
      const body = { ...createBody(cluster.configuration()), provider: "internal" };
      const { status, code } = await cluster.byHand("POST", "/v1/admin/scms", { body });
      expect([status, code]).toEqual([400, 4045]);
    },
  },
  {
    name: "nobody may call without a credential that the cluster knows",
    safe: true,
    run: async (cluster) => {
      const { id } = await cluster.made();
      const client = cluster.clientWith({ token: "no-such-key" });
      await refused(client.list(), 401, 2002);
      await refused(client.get(id), 401, 2002);
      await refused(client.create(cluster.configuration()), 401, 2002);
      await refused(client.update(id, { enabled: false }), 401, 2002);
      await refused(client.delete(id), 401, 2002);
      const { status, code } = await cluster.byHand("GET", "/v1/scms", { authorization: null });
      expect([status, code]).toEqual([401, 2002]);
    },
  },
  {
    name: "the caller has no link to a new one",
    safe: true,
    run: async (cluster) => {
      const { id } = await cluster.made();
      const { status, json } = await cluster.byHand("GET", `/v1/scms/${id}/oauth/status`);
      expect([status, json]).toEqual([200, { authorization_status: "unauthorized" }]);
    },
  },
];
