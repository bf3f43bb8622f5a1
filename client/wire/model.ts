import type { HostUrls } from "./hostUrls";

/**
 * An SCM configuration as a cluster reports it. Only `id` and `provider` are always present (management API
 * OpenAPI 1.5.1, ScmConfigurationResponseDto); a property that the cluster doesn't report is absent.
 */
export interface ScmConfiguration {
  readonly id: string;
  /** In the OpenAPI's spelling: `bitbucket-cloud`, even if the cluster reports `bitbucket_cloud`. */
  readonly provider: string;
  readonly enabled?: boolean;
  readonly name?: string;
  readonly isDefault?: boolean;
  readonly urls?: HostUrls;
  readonly clientId?: string;
}

/** A Bitbucket Cloud configuration to create. The caller sets the id, so that it can reconcile after a lost response. */
export interface NewScmConfiguration {
  readonly id: string;
  readonly enabled: boolean;
  readonly name?: string;
  readonly urls: HostUrls;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The properties that the API can update in place. */
export interface ScmConfigurationChange {
  readonly enabled?: boolean;
  readonly urls?: HostUrls;
}
