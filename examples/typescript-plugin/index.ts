import * as pulumi from "@pulumi/pulumi";
import { BitbucketCloudScmConfiguration } from "pulumi-algorithmia/native";

const config = new pulumi.Config();

const bitbucket = new BitbucketCloudScmConfiguration("bitbucket", {
  consumerKey: config.requireSecret("consumerKey"),
  consumerSecret: config.requireSecret("consumerSecret"),
});

/** Id of the configuration. API users pass the id when they create an algorithm. */
export const configurationId = bitbucket.id;

/** Callback URL to enter in the OAuth consumer in Bitbucket. */
export const callbackUrl = bitbucket.callbackUrl;
