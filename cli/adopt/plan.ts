import type { ScmConfiguration } from "../../client/wire/model";
import { type HostUrls, PUBLIC_URLS } from "../../client/wire/hostUrls";
import { printable } from "../../client/redact/printable";

/** One configuration as a resource of the program to write. */
export interface PlannedResource {
  /** Letters, digits and hyphens. */
  readonly name: string;
  /** A TypeScript identifier. */
  readonly identifier: string;
  readonly consumerKeyConfig: string;
  readonly consumerSecretConfig: string;
  /** From the cluster; what the resource's defaults say already is left out. */
  readonly inputs: {
    readonly adopt: string;
    readonly name?: string;
    readonly urls?: HostUrls;
    readonly enabled?: false;
    readonly isDefault?: true;
  };
}

export interface Plan {
  readonly resources: readonly PlannedResource[];
  /** What the reader of the program must know. */
  readonly notes: readonly string[];
}

/** What to declare so that an up with `adopt` leaves the cluster as it is. */
export function planAdoption(configurations: readonly ScmConfiguration[]): Plan {
  const found = configurations.filter(({ provider }) => provider === "bitbucket-cloud");
  const names = new Set<string>();
  const resources = found.map((configuration) => {
    const name = found.length === 1 ? "bitbucket" : uniqueName(resourceName(configuration), names);
    names.add(name);
    return planResource(configuration, name);
  });
  return { resources, notes: found.flatMap(notesOn) };
}

function planResource(configuration: ScmConfiguration, resource: string): PlannedResource {
  const { id, urls, enabled, isDefault } = configuration;
  const identifier = camelCase(resource);
  const [consumerKeyConfig, consumerSecretConfig] =
    identifier === "bitbucket"
      ? ["consumerKey", "consumerSecret"]
      : [`${identifier}ConsumerKey`, `${identifier}ConsumerSecret`];
  const name = customName(configuration);
  return {
    name: resource,
    identifier,
    consumerKeyConfig,
    consumerSecretConfig,
    inputs: {
      adopt: id,
      ...(name !== undefined && name !== "" && { name }),
      ...(urls !== undefined && !hasPublicUrls(urls) && { urls }),
      ...(enabled === false && { enabled }),
      ...(isDefault === true && enabled !== false && { isDefault }),
    },
  };
}

// A cluster gives the web URL as the name of a configuration that nobody named.
function customName({ name, urls }: ScmConfiguration): string | undefined {
  return name === (urls?.web ?? PUBLIC_URLS.web) ? undefined : name;
}

function hasPublicUrls({ web, api, ssh }: HostUrls): boolean {
  return web === PUBLIC_URLS.web && api === PUBLIC_URLS.api && ssh === PUBLIC_URLS.ssh;
}

function notesOn(configuration: ScmConfiguration): string[] {
  const { id, urls, enabled } = configuration;
  return [
    ...(urls === undefined
      ? [
          `${printable(id)}: the cluster does not show its urls; the program takes Bitbucket Cloud's public ones.`,
        ]
      : []),
    ...(enabled === undefined
      ? [
          `${printable(id)}: the cluster does not show whether it is enabled; the program takes it that it is.`,
        ]
      : []),
  ];
}

const longestSlug = 40;

function resourceName(configuration: ScmConfiguration): string {
  const slug = (customName(configuration) ?? "")
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, longestSlug)
    .replace(/^-+|-+$/g, "");
  return slug === "" ? "bitbucket-1" : `bitbucket-${slug}`;
}

// By identifier, since two names may differ in nothing but where a hyphen stands.
function uniqueName(wanted: string, taken: ReadonlySet<string>): string {
  const identifiers = new Set([...taken].map(camelCase));
  const stem = wanted.replace(/-1$/, "");
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${stem}-${number}`;
    if (!identifiers.has(camelCase(name))) return name;
  }
}

function camelCase(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, next: string) => next.toUpperCase());
}
