/** The tokens of the package's resource and functions in every language. */
export const RESOURCE = "algorithmia:index:BitbucketCloudScmConfiguration";
export const GET_CONFIGURATION = "algorithmia:index:getScmConfiguration";
export const GET_CONFIGURATIONS = "algorithmia:index:getScmConfigurations";
