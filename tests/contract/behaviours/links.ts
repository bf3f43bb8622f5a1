import type { FaultAction } from "../../../emulator/src";
import { consent, queryOf } from "../../emulator/bitbucketSupport";
import { PageClient } from "../../emulator/pageClient";
import type { Behaviour, ContractCluster, HandAnswer } from "../support/contractCluster";

/** A user who links an account, and the configuration. */
class Linking {
  private constructor(
    private readonly cluster: ContractCluster,
    readonly id: string,
    readonly consumerKey: string,
    private readonly cookie: string,
  ) {}

  static async begin(cluster: ContractCluster): Promise<Linking> {
    const { emulator } = cluster;
    const { bitbucket } = emulator;
    // Bitbucket then still lists workspaces, so that the response has all properties.
    bitbucket.setQuirks({ generation: "before-may-2026" });
    bitbucket.addAccount({ username: "ada" });
    const { key, secret } = bitbucket.addConsumer();
    const { id } = emulator.seed({ clientId: key, clientSecret: secret, urls: bitbucket.urls });
    const { cookies } = await PageClient.signedIn(emulator);
    return new Linking(cluster, id, key, [...cookies].map((pair) => pair.join("=")).join("; "));
  }

  ask(action: string, id = this.id): Promise<HandAnswer> {
    return this.cluster.byHand("GET", `/v1/scms/${id}/oauth/${action}`, {
      authorization: null,
      cookie: this.cookie,
    });
  }

  /** Starts a link, agrees at Bitbucket, and finishes the link with the resulting query, or with another query. */
  async link(change: Record<string, string> = {}): Promise<HandAnswer> {
    const { location } = await this.ask("start");
    const returned = queryOf((await consent(location ?? "", "ada")).location);
    return this.ask(`finish?${new URLSearchParams({ ...returned, ...change }).toString()}`);
  }
}

/** The result of a link if Bitbucket responds differently to the exchange of the code. */
function rejectedByBitbucket(
  name: string,
  prepare: (linking: Linking, cluster: ContractCluster) => void,
  expected: [number, number],
): Behaviour {
  return {
    name: `rejects a link if ${name}`,
    run: async (cluster) => {
      const linking = await Linking.begin(cluster);
      prepare(linking, cluster);
      const { status, code } = await linking.link();
      expect([status, code]).toEqual(expected);
    },
  };
}

function respondingWith(action: FaultAction): (linking: Linking, cluster: ContractCluster) => void {
  return (_linking, { emulator }) =>
    emulator.bitbucket.injectFault({ path: "/site/oauth2/access_token", action });
}

/** The requests of a user who links an account. For the emulated cluster only. */
export const LINKS: readonly Behaviour[] = [
  {
    name: "links an account, shows it in the status, and revokes it",
    run: async (cluster) => {
      const linking = await Linking.begin(cluster);
      expect(await linking.ask("start")).toMatchObject({ status: 303 });
      expect(await linking.link()).toMatchObject({ status: 200 });
      const status = `/v1/scms/${linking.id}/oauth/status`;
      expect((await cluster.byHand("GET", status)).json).toEqual({
        authorization_status: "authorized",
        scm_username: "ada",
        scm_organizations: [{ scm_org_username: "ada" }],
      });
      expect(await cluster.byHand("POST", `/v1/scms/${linking.id}/oauth/revoke`)).toMatchObject({
        status: 204,
      });
      expect((await cluster.byHand("GET", status)).json).toEqual({ authorization_status: "unauthorized" });
    },
  },
  {
    name: "requires a session for links and a credential for the status",
    run: async (cluster) => {
      const { id } = await Linking.begin(cluster);
      for (const [method, action] of [
        ["GET", "start"],
        ["GET", "finish?code=c&state=s"],
        ["GET", "status"],
        ["POST", "revoke"],
      ] as const) {
        const path = `/v1/scms/${id}/oauth/${action}`;
        const { status, code } = await cluster.byHand(method, path, { authorization: null });
        expect([status, code]).toEqual([401, 2002]);
      }
    },
  },
  {
    name: "links only an existing, enabled configuration with OAuth",
    run: async (cluster) => {
      const linking = await Linking.begin(cluster);
      cluster.emulator.change(linking.id, { enabled: false });
      const asked = async (id: string, actions: readonly string[]) => {
        const responses = await Promise.all(actions.map((action) => linking.ask(action, id)));
        return responses.map(({ status, code }) => [status, code]);
      };
      const flow = ["start", "finish?code=c&state=s"];
      expect(await asked(linking.id, flow)).toEqual(flow.map(() => [400, 4042]));
      expect(await asked("internal", [...flow, "status"])).toEqual(
        [...flow, "status"].map(() => [400, 4050]),
      );
      expect(await asked("unknown", [...flow, "status"])).toEqual([...flow, "status"].map(() => [404, 4009]));
      for (const [id, expected] of [
        ["internal", [400, 4050]],
        ["unknown", [404, 4009]],
      ] as const) {
        const { status, code } = await cluster.byHand("POST", `/v1/scms/${id}/oauth/revoke`);
        expect([status, code]).toEqual(expected);
      }
    },
  },
  {
    name: "requires the session's state and Bitbucket's code for a link",
    run: async (cluster) => {
      const linking = await Linking.begin(cluster);
      const { status, code } = await linking.ask("finish");
      expect([status, code]).toEqual([400, 4051]);
      expect(await linking.link({ state: "made-up" })).toMatchObject({ status: 400, code: 2015 });
      expect(await linking.link({ code: "made-up" })).toMatchObject({ status: 400, code: 4052 });
    },
  },
  rejectedByBitbucket(
    "the consumer doesn't have a permission",
    ({ consumerKey }, { emulator }) => {
      emulator.bitbucket.changeConsumer(consumerKey, { permissions: ["repository:write"] });
    },
    [400, 4080],
  ),
  rejectedByBitbucket(
    "the secret is wrong",
    ({ id }, { emulator }) => {
      emulator.change(id, { clientSecret: "wrong" });
    },
    [400, 4081],
  ),
  rejectedByBitbucket(
    "Bitbucket returns an error",
    respondingWith({ kind: "error", status: 429 }),
    [400, 4082],
  ),
  rejectedByBitbucket("Bitbucket responds with a page", respondingWith({ kind: "html" }), [500, 4083]),
  rejectedByBitbucket("Bitbucket doesn't respond", respondingWith({ kind: "cut" }), [500, 4084]),
];
