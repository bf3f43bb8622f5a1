// N configurations by this package's resource.
const { BitbucketCloudScmConfiguration } = require("pulumi-algorithmia");
const { declared } = require("./declared");

for (const { name, args } of declared()) new BitbucketCloudScmConfiguration(name, args);
