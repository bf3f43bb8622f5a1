import { writeFileSync } from "node:fs";
import { join } from "node:path";

/*
 * The programs of the tests' stacks, from one description for Node and YAML. A Node program reads the description from
 * program.json. A YAML program is generated from it.
 */

/** A resource, or a call of the lookup function, as a test's program declares it. */
export interface Declared {
  readonly name: string;
  /** May contain values of {@link output}, {@link secret} and {@link known}. */
  readonly args: Record<string, unknown>;
  readonly opts?: Options;
  /** Default: `configuration`. `get` reads the configuration with the id `args.id`, `lookup` calls `getScmConfiguration`. */
  readonly kind?: "configuration" | "provider" | "get" | "lookup";
  /** In YAML only: the resource's type. Default: that of `kind`. */
  readonly type?: string;
}

/** Pulumi's resource options. `provider` and `dependsOn` are names of declarations. YAML doesn't have `replacementTrigger`. */
export interface Options {
  readonly provider?: string;
  readonly dependsOn?: readonly string[];
  readonly aliases?: readonly { readonly name: string }[];
  readonly [option: string]: unknown;
}

/** An output of another declaration, such as `first.urls.web`. */
export function output(path: string): unknown {
  return { $output: path };
}

/** A value that the program marks as secret. */
export function secret(value: unknown): unknown {
  return { $secret: value };
}

/** A string or boolean that is unknown at preview until a configuration exists. */
export function known(once: string, value: string | boolean): unknown {
  return { $known: value, once };
}

/** Writes what a Node program reads. */
export function writeNodeProgram(directory: string, declared: readonly Declared[]): void {
  writeFileSync(join(directory, "program.json"), JSON.stringify(declared));
}

/** A Node program that declares what program.json contains, with the classes of a module. */
export function nodeProgram(module: string): string {
  return `
const { readFileSync } = require("node:fs");
const pulumi = require("@pulumi/pulumi");
const { BitbucketCloudScmConfiguration, Provider, getScmConfigurationOutput } = require("${module}");

const declared = {};
const valueOf = (value) => {
  if (Array.isArray(value)) return value.map(valueOf);
  if (typeof value !== "object" || value === null) return value;
  if ("$output" in value) return value.$output.split(".").reduce((from, key) => from[key], declared);
  if ("$secret" in value) return pulumi.secret(valueOf(value.$secret));
  if ("$known" in value) return declared[value.once].id.apply(() => value.$known);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, valueOf(inner)]));
};
const optionsOf = ({ provider, dependsOn, ...opts } = {}) => ({
  ...opts,
  ...(provider && { provider: declared[provider] }),
  ...(dependsOn && { dependsOn: dependsOn.map((name) => declared[name]) }),
});
const declare = {
  configuration: (name, args, opts) => new BitbucketCloudScmConfiguration(name, args, opts),
  provider: (name, args, opts) => new Provider(name, args, opts),
  get: (name, { id }, opts) => BitbucketCloudScmConfiguration.get(name, id, opts),
  lookup: (_name, args, opts) => getScmConfigurationOutput(args, opts),
};

exports.made = [];
exports.found = {};
for (const { name, args, opts, kind = "configuration" } of JSON.parse(readFileSync("program.json", "utf8"))) {
  const made = declare[kind](name, valueOf(args), optionsOf(opts));
  declared[name] = made;
  const { id, callbackUrl, isDefault } = made;
  if (kind === "configuration") exports.made.push({ id, callbackUrl, isDefault });
  if (kind === "lookup") exports.found[name] = made;
  if (kind === "get") exports.found[name] = Object.fromEntries(${JSON.stringify(READ)}.map((key) => [key, made[key]]));
}
`;
}

const READ = ["id", "name", "enabled", "isDefault", "consumerKey", "consumerSecret"];
const TYPES = {
  configuration: "algorithmia:BitbucketCloudScmConfiguration",
  get: "algorithmia:BitbucketCloudScmConfiguration",
  provider: "pulumi:providers:algorithmia",
};

/** The same program in YAML, as the content of `Pulumi.yaml` besides the project's settings. */
export function yamlProgram(declared: readonly Declared[], urnOf: (name: string) => string): object {
  const lookups = declared.filter(({ kind }) => kind === "lookup");
  const resources = declared.filter(({ kind }) => kind !== "lookup");
  const named = (wanted: string) =>
    declared.filter(({ kind = "configuration", type }) => type === undefined && kind === wanted);
  const outputsOf = (name: string, keys: readonly string[]) =>
    Object.fromEntries(keys.map((key) => [key, `\${${name}.${key}}`]));
  return {
    variables: Object.fromEntries(
      lookups.map(({ name, args, opts }) => [
        name,
        {
          "fn::invoke": {
            function: "algorithmia:getScmConfiguration",
            arguments: inYaml(args),
            options: optionsInYaml(opts ?? {}, urnOf),
          },
        },
      ]),
    ),
    resources: Object.fromEntries(
      resources.map(({ name, args, opts, kind = "configuration", type }) => [
        name,
        {
          type: type ?? TYPES[kind as keyof typeof TYPES],
          ...(kind === "get" ? { get: inYaml(args) } : { properties: inYaml(args) }),
          ...(opts !== undefined && { options: optionsInYaml(opts, urnOf) }),
        },
      ]),
    ),
    outputs: {
      made: named("configuration").map(({ name }) => outputsOf(name, ["id", "callbackUrl", "isDefault"])),
      found: {
        ...Object.fromEntries(lookups.map(({ name }) => [name, `\${${name}}`])),
        ...Object.fromEntries(named("get").map(({ name }) => [name, outputsOf(name, READ)])),
      },
    },
  };
}

function inYaml(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inYaml);
  if (typeof value !== "object" || value === null) return value;
  if ("$output" in value) return `\${${String(value.$output)}}`;
  if ("$secret" in value) return { "fn::secret": inYaml(value.$secret) };
  if ("$known" in value && "once" in value) {
    // A list is unknown if one of its elements is. All elements must have the same type.
    const unknown = typeof value.$known === "boolean" ? "isDefault" : "id";
    return { "fn::select": [0, [value.$known, `\${${String(value.once)}.${unknown}}`]] };
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inYaml(inner)]));
}

function optionsInYaml(
  { provider, dependsOn, aliases, ...opts }: Options,
  urnOf: (name: string) => string,
): object {
  const reference = (name: string) => (name.startsWith("${") ? name : `\${${name}}`);
  return {
    ...opts,
    ...(provider !== undefined && { provider: reference(provider) }),
    ...(dependsOn !== undefined && { dependsOn: dependsOn.map(reference) }),
    ...(aliases !== undefined && { aliases: aliases.map(({ name }) => urnOf(name)) }), // as URNs
  };
}
