import type { ClientDependencies } from "../../../client/api/clusterClient";
import type { Connection } from "../../../client/connection/connection";
import type { NewScmConfiguration } from "../../../client/wire/model";
import type { HostUrls } from "../../../client/wire/hostUrls";

export const urls: HostUrls = {
  web: "https://bitbucket.org",
  api: "https://api.bitbucket.org",
  ssh: "ssh://git@bitbucket.org",
};

export const apiKey = "simKey+4/tests=only";
export const clientSecret = 'consumer"secret/with+signs&more=';
export const id = "0f0e0d0c-0b0a-0908-0706-050403020100";

export const newConfiguration: NewScmConfiguration = {
  id,
  enabled: true,
  name: "Our Bitbucket",
  urls,
  clientId: "consumer-key",
  clientSecret,
};

/** The configuration above in a response of a cluster. */
export const wire = {
  id,
  provider: "bitbucket-cloud",
  enabled: true,
  name: "Our Bitbucket",
  default: false,
  urls,
  scm: { client_id: "consumer-key" },
};

export const internal = { id: "internal", provider: "internal", enabled: true, default: true };

export function connectionTo(url: string, overrides: Partial<Connection> = {}): Connection {
  return {
    apiUrl: url,
    baseUrl: url,
    credential: { scheme: "Simple", token: apiKey },
    attemptTimeoutMs: 5_000,
    deadlineMs: 120_000,
    maxRetries: 5,
    readyTimeoutMs: 0,
    allowInsecureHttp: false,
    maxConcurrency: 8,
    addressFrom: "config",
    ...overrides,
  };
}

/** Time that passes only in waits, and a constant jitter. `waits` are the requested waits. */
export function virtualTime(): ClientDependencies & { waits: number[] } {
  const waits: number[] = [];
  let now = Date.parse("2026-01-01T00:00:00Z");
  return {
    waits,
    now: () => now,
    random: () => 0.5,
    sleep: (ms) => {
      waits.push(ms);
      now += ms;
      return Promise.resolve();
    },
  };
}
