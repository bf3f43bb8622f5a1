export { BitbucketCloudScmConfiguration } from "./bitbucketCloudScmConfiguration";
export type {
  BitbucketCloudScmConfigurationArgs,
  ScmUrls,
  ScmUrlsArgs,
} from "./bitbucketCloudScmConfiguration";
