// The dynamic provider.
import { BitbucketCloudScmConfiguration } from "pulumi-algorithmia";
import { declared } from "./declared";

for (const { name, args } of declared) new BitbucketCloudScmConfiguration(name, args);
