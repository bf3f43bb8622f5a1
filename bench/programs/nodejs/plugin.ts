// The native plugin.
import { BitbucketCloudScmConfiguration } from "pulumi-algorithmia/native";
import { declared } from "./declared";

for (const { name, args } of declared) new BitbucketCloudScmConfiguration(name, args);
