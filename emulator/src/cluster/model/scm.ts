/** The providers that the management API knows (OpenAPI 1.5.1, `ScmConfigurationRequestDto.provider`). */
export const PROVIDERS = ["internal", "github", "gitlab", "bitbucket", "bitbucket-cloud"] as const;

export type Provider = (typeof PROVIDERS)[number];

/** The id of the configuration that every cluster has and that no call creates or deletes. */
export const INTERNAL_ID = "internal";

/** Where the cluster reaches a source code host (OpenAPI 1.5.1, `ScmUrls`). */
export interface ScmUrls {
  web: string;
  api: string;
  ssh: string;
}

/** An SCM configuration as the cluster knows it, but for its client secret. */
export interface Scm {
  id: string;
  provider: Provider;
  /** Unset where nobody gave one. */
  name: string | undefined;
  enabled: boolean;
  /** Whether new algorithms get it preselected. At most one configuration carries the mark. */
  default: boolean;
  /** Bitbucket Cloud calls it the consumer key. */
  clientId: string | undefined;
  /** Bitbucket Server's project key. */
  projectKey: string | undefined;
  /** Unset only on `internal`. */
  urls: ScmUrls | undefined;
  /** Whether any algorithm has its source there. */
  inUse: boolean;
}

/** A configuration to store, with the secret that no answer ever returns. */
export interface NewScm extends Scm {
  clientSecret: string | undefined;
}

/** An update as asked for, valid in form. */
export interface ScmUpdate {
  enabled?: boolean | undefined;
  urls?: ScmUrls | undefined;
}

/** What each cluster holds from its first start. */
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
