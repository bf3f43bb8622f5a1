import * as pulumi from "@pulumi/pulumi";
import { BitbucketCloudScmConfiguration, type ScmUrls } from "pulumi-algorithmia";

const config = new pulumi.Config();

const bitbucket = new BitbucketCloudScmConfiguration("bitbucket", {
  consumerKey: config.requireSecret("consumerKey"),
  consumerSecret: config.requireSecret("consumerSecret"),
  // Default: Bitbucket Cloud's public addresses.
  urls: config.getObject<ScmUrls>("urls"),
  name: config.get("name"),
  enabled: config.getBoolean("enabled"),
  // Not set instead of false, because the cluster's API can't unset the default.
  isDefault: config.getBoolean("isDefault") === true ? true : undefined,
});

/** Id of the configuration. API users pass the id when they create an algorithm. */
export const configurationId = bitbucket.id;

/** Callback URL to enter in the OAuth consumer in Bitbucket. */
export const callbackUrl = bitbucket.callbackUrl;

/** Whether the configuration is the cluster's default. */
export const isDefault = bitbucket.isDefault;
