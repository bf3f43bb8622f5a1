// One configuration in TypeScript, as the examples declare it: what starting and type-checking a program costs.
import * as pulumi from "@pulumi/pulumi";
import { BitbucketCloudScmConfiguration } from "pulumi-algorithmia";

const bitbucket = new BitbucketCloudScmConfiguration("bitbucket", {
  consumerKey: pulumi.secret("consumer-key"),
  consumerSecret: pulumi.secret("consumer-secret"),
  name: "Data Science",
});

export const callbackUrl = bitbucket.callbackUrl;
