/** The type of a resource that Pulumi's dynamic-provider host manages. */
export const DYNAMIC_TYPE = "pulumi-nodejs:dynamic/algorithmia:BitbucketCloudScmConfiguration";

/** The type of a resource that the native plugin manages. */
export const NATIVE_TYPE = "algorithmia:index:BitbucketCloudScmConfiguration";
