/** The providers that the management API knows (OpenAPI 1.5.1, `ScmConfigurationRequestDto.provider`). */
export const PROVIDERS = ["internal", "github", "gitlab", "bitbucket", "bitbucket-cloud"] as const;

export type Provider = (typeof PROVIDERS)[number];

/** The id of the configuration that every cluster has and that can't be created or deleted. */
export const INTERNAL_ID = "internal";

/** The URLs of a source code host (OpenAPI 1.5.1, `ScmUrls`). */
export interface ScmUrls {
  web: string;
  api: string;
  ssh: string;
}

/** An SCM configuration without its client secret. */
export interface Scm {
  id: string;
  provider: Provider;
  /** Not set if the configuration has no name. */
  name: string | undefined;
  enabled: boolean;
  /** Whether the configuration is preselected for new algorithms. At most one configuration is the default. */
  default: boolean;
  /** Bitbucket Cloud calls it the consumer key. */
  clientId: string | undefined;
  /** Bitbucket Server's project key. */
  projectKey: string | undefined;
  /** Not set only for `internal`. */
  urls: ScmUrls | undefined;
  /** Whether an algorithm uses the configuration. */
  inUse: boolean;
}

/** An SCM configuration with its client secret, which no response contains. */
export interface NewScm extends Scm {
  clientSecret: string | undefined;
}

/** A validated update request. */
export interface ScmUpdate {
  enabled?: boolean | undefined;
  urls?: ScmUrls | undefined;
}

/** The configuration that each new cluster has. */
export const INTERNAL_SCM: NewScm = {
  id: INTERNAL_ID,
  provider: "internal",
  name: undefined,
  enabled: true,
  default: true,
  clientId: undefined,
  clientSecret: undefined,
  projectKey: undefined,
  urls: undefined,
  inUse: false,
};
