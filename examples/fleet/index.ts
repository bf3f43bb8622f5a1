// The program of each stack, for the fleet's driver, Pulumi's operator, and the Pulumi CLI.
import * as pulumi from "@pulumi/pulumi";
import { BitbucketCloudScmConfiguration } from "pulumi-algorithmia";
import { clusters } from "./clusters";

const cluster = clusters.find(({ name }) => name === pulumi.getStack());
if (cluster === undefined) {
  throw new pulumi.RunError(`clusters.ts has no cluster "${pulumi.getStack()}".`);
}

const bitbucket = new BitbucketCloudScmConfiguration("bitbucket", {
  consumerKey: required("CONSUMER_KEY"),
  consumerSecret: required("CONSUMER_SECRET"),
  name: cluster.displayName,
  isDefault: cluster.isDefault,
});

/** Id of the configuration. API users pass the id when they create an algorithm. */
export const configurationId = bitbucket.id;

/** Callback URL to enter in the OAuth consumer in Bitbucket. */
export const callbackUrl = bitbucket.callbackUrl;

function required(variable: string): string {
  const value = process.env[variable];
  if (value === undefined || value === "") {
    throw new pulumi.RunError(`Set ${variable} in the environment.`);
  }
  return value;
}
