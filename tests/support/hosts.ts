/**
 * What runs the provider, and the program's language: Pulumi's dynamic-provider host with JavaScript, or the plugin with
 * JavaScript (`native`) or YAML.
 */
export type HostKind = "dynamic" | "native" | "yaml";

/*
 * Rules, messages and requests are the core's, which both hosts share. So a test of a rule runs on the host that starts
 * fastest, the plugin with a YAML program. A test in which the host or the engine's protocol has a part runs on both.
 */

/** Both hosts, the plugin with a YAML program. */
export const BOTH: readonly HostKind[] = ["yaml", "dynamic"];

/** Both hosts with a program in JavaScript. */
export const BOTH_WITH_JAVASCRIPT: readonly ("native" | "dynamic")[] = ["native", "dynamic"];

/** In what the hosts differ, besides the speed. docs/how-to/migrate-to-the-plugin.md has the same for users. */
interface Differences {
  /** What a program in JavaScript imports. */
  readonly module: string;
  /** The resource's type in the state. */
  readonly type: string;
  /** The type of the provider in the state, whose inputs have the settings of the stack's config. */
  readonly providerType: string;
  /** A part of the command line of the host's process. */
  readonly process: string;
  /** What precedes the name of a setting in the provider's inputs in the state. */
  readonly settingPrefix: string;
  /**
   * Whether the state has the credential encrypted, also if the stack's config has it in plaintext. The dynamic resource warns
   * instead, because the engine copies the config as it is.
   */
  readonly encryptsCredential: boolean;
  /** Whether the program's SDK logs each resource's outputs, secret or not, with --debug and in event logs. */
  readonly sdkLogsOutputs: boolean;
  /** Whether a diff is detailed. Only then does the engine apply the option replaceOnChanges. */
  readonly detailedDiff: boolean;
}

const DYNAMIC: Differences = {
  module: "pulumi-algorithmia",
  type: "pulumi-nodejs:dynamic/algorithmia:BitbucketCloudScmConfiguration",
  providerType: "pulumi:providers:pulumi-nodejs",
  process: "cmd/dynamic-provider",
  settingPrefix: "algorithmia:",
  encryptsCredential: false,
  sdkLogsOutputs: true,
  detailedDiff: false,
};

const PLUGIN: Differences = {
  module: "pulumi-algorithmia/native",
  type: "algorithmia:index:BitbucketCloudScmConfiguration",
  providerType: "pulumi:providers:algorithmia",
  process: "plugin.js",
  settingPrefix: "",
  encryptsCredential: true,
  sdkLogsOutputs: true,
  detailedDiff: true,
};

export const HOSTS: Readonly<Record<HostKind, Differences>> = {
  dynamic: DYNAMIC,
  native: PLUGIN,
  yaml: { ...PLUGIN, sdkLogsOutputs: false },
};
