// single.ts as the compiler leaves it.
const pulumi = require("@pulumi/pulumi");
const { BitbucketCloudScmConfiguration } = require("pulumi-algorithmia");

const bitbucket = new BitbucketCloudScmConfiguration("bitbucket", {
  consumerKey: pulumi.secret("consumer-key"),
  consumerSecret: pulumi.secret("consumer-secret"),
  name: "Data Science",
});

exports.callbackUrl = bitbucket.callbackUrl;
