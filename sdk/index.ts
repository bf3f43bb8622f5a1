/**
 * The resources and functions of the package `pulumi-algorithmia`.
 *
 * @module pulumi-algorithmia
 */

export { BitbucketCloudScmConfiguration } from "./bitbucketCloudScmConfiguration";
export type {
  BitbucketCloudScmConfigurationArgs,
  ScmConfigurationOutputs,
  ScmUrls,
  ScmUrlsArgs,
} from "./scmConfiguration";
export { getScmConfiguration, getScmConfigurationOutput } from "./getScmConfiguration";
export type { GetScmConfigurationArgs, GetScmConfigurationResult } from "./getScmConfiguration";
export { Provider } from "./provider";
export type { ProviderArgs } from "./provider";
