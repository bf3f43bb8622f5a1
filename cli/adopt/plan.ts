import type { ScmConfiguration } from "../../client/wire/model";
import { customName } from "../../client/wire/configurationRules";
import { type HostUrls, PUBLIC_URLS, sameUrls } from "../../client/wire/hostUrls";
import { printable } from "../../client/redact/printable";

/** A configuration as a resource of the generated program. */
export interface PlannedResource {
  /** Letters, digits and hyphens. */
  readonly name: string;
  /** A TypeScript identifier. */
  readonly identifier: string;
  readonly consumerKeyConfig: string;
  readonly consumerSecretConfig: string;
  /** The configuration's values on the cluster, without those that equal the resource's defaults. */
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
  /** Notes to print for the user. */
  readonly notes: readonly string[];
}

/** Plans resources with which `pulumi up` adopts the configurations without changing them. */
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
      ...(name !== undefined && { name }),
      ...(urls !== undefined && !sameUrls(urls, PUBLIC_URLS) && { urls }),
      ...(enabled === false && { enabled }),
      ...(isDefault === true && enabled !== false && { isDefault }),
    },
  };
}

function notesOn(configuration: ScmConfiguration): string[] {
  const { id, urls, enabled } = configuration;
  return [
    ...(urls === undefined
      ? [
          `${printable(id)}: the cluster doesn't return its URLs. The program uses Bitbucket Cloud's public URLs.`,
        ]
      : []),
    ...(enabled === undefined
      ? [
          `${printable(id)}: the cluster doesn't return whether it is enabled. The program sets it to enabled.`,
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

// Compares identifiers, because names that differ only in hyphens have the same identifier.
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
