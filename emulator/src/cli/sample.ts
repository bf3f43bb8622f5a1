import type { Emulator } from "../control/emulator";

/** Adds sample data to a new cluster: accounts, a consumer, and two SCM configurations. */
export function addSampleData(emulator: Emulator): void {
  const isFresh = emulator.scms().length === 1 && emulator.bitbucket.consumers().length === 0;
  if (!isFresh) return;
  const { bitbucket } = emulator;
  bitbucket.addAccount({ username: "ada", displayName: "Ada Lovelace" });
  bitbucket.addAccount({ username: "grace", displayName: "Grace Hopper" });
  const { key, secret } = bitbucket.addConsumer();
  emulator.seed({ name: "Research", clientId: key, clientSecret: secret, urls: bitbucket.urls });
  emulator.seed({
    provider: "github",
    name: "Before the move",
    enabled: false,
    inUse: true,
    urls: { web: "https://github.com", api: "https://api.github.com", ssh: "ssh://git@github.com" },
  });
}
