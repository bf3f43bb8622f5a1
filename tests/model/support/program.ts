import type { Declared } from "../../support/engine/snapshot";

/** A resource in the program. */
export interface Spec {
  readonly key: string;
  readonly secret: string;
  readonly name?: string | undefined;
  readonly enabled: boolean;
  readonly isDefault?: true | undefined;
  readonly web: string;
  readonly configurationId?: string | undefined;
  readonly adopt?: string | undefined;
  readonly whenInUse: "fail" | "disable";
}

/** By logical name. */
export type Program = Readonly<Record<string, Spec>>;

export const NAMES = ["first", "second", "third"] as const;
export const KEYS = ["planted-key-1", "planted-key-2", "planted-key-3"] as const;
export const SECRETS = ["planted-secret-1", "planted-secret-2"] as const;
export const WEBS = ["https://bitbucket.org", "https://bitbucket.example.com"] as const;

const TYPE = "pulumi-nodejs:dynamic/algorithmia:BitbucketCloudScmConfiguration";

export function urnOf(name: string): string {
  return `urn:pulumi:test::test::${TYPE}::${name}`;
}

export function urlsOf(web: string): { web: string; api: string; ssh: string } {
  const { host } = new URL(web);
  return { web, api: `https://api.${host}`, ssh: `ssh://git@${host}` };
}

/** The arguments of the resource class. */
export function argsOf({ key, secret, web, ...spec }: Spec): Record<string, unknown> {
  const given = { ...spec, consumerKey: key, consumerSecret: secret, urls: urlsOf(web) };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

export function declared(program: Program): Declared[] {
  return Object.entries(program).map(([name, spec]) => ({
    urn: urnOf(name),
    args: argsOf(spec),
  }));
}
