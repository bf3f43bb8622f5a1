import * as pulumi from "@pulumi/pulumi";
import { BitbucketCloudScmConfiguration, type ScmUrls } from "pulumi-algorithmia";

const config = new pulumi.Config();

const bitbucket = new BitbucketCloudScmConfiguration("bitbucket", {
  consumerKey: config.requireSecret("consumerKey"),
  consumerSecret: config.requireSecret("consumerSecret"),
  // Left out, they are Bitbucket Cloud's public ones.
  urls: config.getObject<ScmUrls>("urls"),
  name: config.get("name"),
  enabled: config.getBoolean("enabled"),
  // Left out rather than false: only another configuration can take the mark away.
  isDefault: config.getBoolean("isDefault") === true ? true : undefined,
});

/** What API users pass when they create an algorithm. */
export const configurationId = bitbucket.id;

/** Callback URL to enter in the OAuth consumer in Bitbucket. */
export const callbackUrl = bitbucket.callbackUrl;

/** Whether new algorithms are offered Bitbucket Cloud first. */
export const isDefault = bitbucket.isDefault;
