import type { QuirkChanges } from "../../../emulator/src";
import { type Behaviour, URLS } from "../support/contractCluster";

const ALONE: readonly QuirkChanges[] = [
  { clientIdIn: "oauth" },
  { clientIdIn: "both" },
  { clientIdIn: "neither" },
  { createOmits: ["urls", "clientId"] },
  { listOmits: ["urls", "clientId"] },
  { showsDefault: "omitted" },
  { unsetNameIsWebUrl: true },
  { providerInAnswers: "bitbucket_cloud" },
  { providerAtCreate: "bitbucket_cloud" },
  { errorShape: "flat" },
  { errorShape: "text" },
  { extraFields: true },
  { deleteChecks: ["inUse", "enabled", "default"] },
];

/** The client's operations on a cluster that differs from the document. */
export const QUIRKS: readonly Behaviour[] = ALONE.map((quirks) => ({
  name: `the client gets along with ${JSON.stringify(quirks)}`,
  quirks,
  run: async (cluster) => {
    const { client } = cluster;
    const { id, created } = await cluster.made({ enabled: true });
    expect(created).toMatchObject({ id, provider: "bitbucket-cloud" });
    await expect(client.delete(id)).rejects.toThrow();
    await client.setDefault(id);
    await client.setDefault("internal");
    expect(await client.update(id, { enabled: false, urls: URLS })).toMatchObject({ enabled: false });
    expect((await client.list()).map((of) => of.id)).toEqual(["internal", id]);
    expect(await client.get(id)).toMatchObject({ id, provider: "bitbucket-cloud" });
    await client.delete(id);
    await expect(client.get(id)).rejects.toThrow();
  },
}));
