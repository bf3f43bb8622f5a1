import type { HostUrls } from "./hostUrls";

/**
 * An SCM configuration as a cluster reports it. Only `id` and `provider` are always there (management API
 * OpenAPI 1.5.1, ScmConfigurationResponseDto); what the cluster leaves out is left out here too.
 */
export interface ScmConfiguration {
  readonly id: string;
  /** In the OpenAPI's spelling: `bitbucket-cloud`, also where a cluster says `bitbucket_cloud`. */
  readonly provider: string;
  readonly enabled?: boolean;
  readonly name?: string;
  readonly isDefault?: boolean;
  readonly urls?: HostUrls;
  readonly clientId?: string;
}

/** A Bitbucket Cloud configuration to be made; the id is the caller's, so that a lost answer can be asked after. */
export interface NewScmConfiguration {
  readonly id: string;
  readonly enabled: boolean;
  readonly name?: string;
  readonly urls: HostUrls;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** All that the API lets change in place. */
export interface ScmConfigurationChange {
  readonly enabled?: boolean;
  readonly urls?: HostUrls;
}
