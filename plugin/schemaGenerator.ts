import { settings } from "../client/connection/settings";
import { INPUT_NAMES, type InputName, inputs } from "../provider/inputs/inputs";
import { GET_CONFIGURATION, GET_CONFIGURATIONS, RESOURCE } from "./tokens";

/** Descriptions of an interface's properties, by property. */
export type Descriptions = Readonly<Record<string, string>>;

/** Texts of the Node SDK's documentation, which the schema repeats. */
export interface SchemaTexts {
  readonly version: string;
  readonly resource: string;
  /** The same program in each language, by the language's name in code blocks. */
  readonly examples: Readonly<Record<string, string>>;
  readonly inputs: Descriptions;
  readonly outputs: Descriptions;
  readonly urls: Descriptions;
  readonly provider: string;
  readonly settings: Descriptions;
  readonly lookup: string;
  readonly lookupInputs: Descriptions;
  readonly lookupOutputs: Descriptions;
}

const URLS = { $ref: "#/types/algorithmia:index:ScmUrls" };
const CONFIGURATION = { $ref: "#/types/algorithmia:index:ScmConfiguration" };

/** Settings of a run that the Node SDK's provider doesn't have as arguments. */
const RUN_SETTINGS: Descriptions = {
  verifyConsumer:
    "Which problems with the OAuth consumer fail an `up`. Overrides the resources' `verifyConsumer`. Default: not set.",
  adopt: "Ids of configurations that creates of this run adopt, separated by commas. Default: not set.",
};

/** The types of inputs that aren't strings. */
const TYPES: Partial<Record<InputName, object>> = {
  urls: URLS,
  enabled: { type: "boolean" },
  isDefault: { type: "boolean" },
};

/**
 * The package schema, from which `pulumi package add` and the registry generate SDKs and documentation
 * (https://www.pulumi.com/docs/iac/packages-and-automation/pulumi-packages/schema/).
 */
export function packageSchema(texts: SchemaTexts): object {
  return {
    name: "algorithmia",
    displayName: "Algorithmia",
    version: texts.version,
    description: "Connects Bitbucket Cloud to an Algorithmia Enterprise cluster as a source code host.",
    keywords: ["pulumi", "algorithmia", "bitbucket", "category/infrastructure", "kind/native"],
    license: "Apache-2.0",
    // supportPack: `pulumi package add` always generates SDKs as if the schema set it.
    meta: { moduleFormat: "(.*)", supportPack: true },
    config: { variables: configVariables(texts.settings, true) },
    provider: {
      description: texts.provider,
      type: "object",
      inputProperties: configVariables(texts.settings, false),
      requiredInputs: ["apiUrl"],
    },
    types: {
      "algorithmia:index:ScmUrls": {
        description: "The addresses at which the cluster reaches a source code host.",
        type: "object",
        properties: described(texts.urls, { web: {}, api: {}, ssh: {} }),
        required: ["web", "api", "ssh"],
      },
      "algorithmia:index:ScmConfiguration": configurationType(texts.lookupOutputs),
    },
    resources: { [RESOURCE]: resource(texts) },
    functions: {
      [GET_CONFIGURATION]: {
        description: texts.lookup,
        inputs: {
          type: "object",
          properties: described(texts.lookupInputs, {
            id: {},
            provider: {},
            consumerKey: { secret: true },
          }),
        },
        outputs: configurationType(texts.lookupOutputs),
      },
      [GET_CONFIGURATIONS]: {
        description: "Lists the configurations of all providers on the cluster.",
        outputs: {
          type: "object",
          properties: {
            configurations: {
              type: "array",
              items: CONFIGURATION,
              description: "The configurations, including the cluster's own (`internal`).",
            },
          },
          required: ["configurations"],
        },
      },
    },
    language: {
      nodejs: { respectSchemaVersion: true },
      python: { packageName: "pulumi_algorithmia", respectSchemaVersion: true, pyproject: { enabled: true } },
      go: {
        importBasePath: "example.com/pulumi-algorithmia/sdk/go/algorithmia",
        generateResourceContainerTypes: true,
        respectSchemaVersion: true,
      },
    },
  };
}

function resource(texts: SchemaTexts): object {
  const inputProperties = Object.fromEntries(
    INPUT_NAMES.map((name) => {
      const declaration = inputs[name];
      const { presence, change } = declaration;
      const value: unknown = "default" in declaration ? declaration.default : undefined;
      return [
        name,
        {
          ...typeOf(name),
          description: textOf(texts.inputs, name),
          ...("secret" in declaration && { secret: true }),
          ...(change === "replace" && { willReplaceOnChanges: true }),
          // Objects have no default in a schema; check sets it.
          ...(presence === "defaulted" &&
            value !== undefined &&
            typeof value !== "object" && { default: value }),
        },
      ];
    }),
  );
  const properties = Object.fromEntries(
    [...INPUT_NAMES, "apiUrl" as const].map((name) => [
      name,
      {
        ...(name === "apiUrl" ? { type: "string" } : typeOf(name)),
        description: textOf(texts.outputs, name),
        ...(name !== "apiUrl" && "secret" in inputs[name] && { secret: true }),
      },
    ]),
  );
  return {
    description: `${texts.resource}\n\n${exampleSection(texts.examples)}`,
    inputProperties,
    requiredInputs: INPUT_NAMES.filter((name) => inputs[name].presence === "required"),
    properties,
    required: [
      "consumerKey",
      "isDefault",
      "apiUrl",
      ...INPUT_NAMES.filter((name) => inputs[name].presence === "defaulted"),
    ],
    // A program with the dynamic resource can migrate to the plugin without a change on the cluster.
    aliases: [{ type: "pulumi-nodejs:dynamic/algorithmia:BitbucketCloudScmConfiguration" }],
  };
}

/** The examples in Pulumi's format, from which the generator of an SDK selects its language. */
function exampleSection(examples: Readonly<Record<string, string>>): string {
  const blocks = Object.entries(examples).map(([language, code]) => `\`\`\`${language}\n${code}\`\`\``);
  return [
    "{{% examples %}}\n## Example Usage",
    "{{% example %}}\n### Required inputs only",
    ...blocks,
    "{{% /example %}}\n{{% /examples %}}",
  ].join("\n\n");
}

function typeOf(name: InputName): object {
  return TYPES[name] ?? { type: "string" };
}

function configurationType(texts: Descriptions): object {
  return {
    description: "An SCM configuration of the cluster.",
    type: "object",
    properties: described(texts, {
      id: {},
      provider: {},
      name: {},
      enabled: { type: "boolean" },
      isDefault: { type: "boolean" },
      urls: URLS,
    }),
    required: ["id", "provider"],
  };
}

function configVariables(texts: Descriptions, fromEnvironment: boolean): object {
  const connection = settings.map(({ key, env, description, unit, secret }) => [
    key,
    {
      type:
        unit === "seconds"
          ? "number"
          : unit === "count"
            ? "integer"
            : unit === "true or false"
              ? "boolean"
              : "string",
      description: texts[key] ?? description,
      ...(secret && { secret: true }),
      ...(fromEnvironment && { defaultInfo: { environment: [env] } }),
    },
  ]);
  return {
    ...(Object.fromEntries(connection) as object),
    ...described({ ...RUN_SETTINGS, ...texts }, { whenInUse: {}, verifyConsumer: {}, adopt: {} }),
  };
}

function described(texts: Descriptions, properties: Record<string, object>): object {
  return Object.fromEntries(
    Object.entries(properties).map(([name, type]) => [
      name,
      {
        ...("$ref" in type || "type" in type ? {} : { type: "string" }),
        ...type,
        description: textOf(texts, name),
      },
    ]),
  );
}

function textOf(texts: Descriptions, name: string): string {
  const text = texts[name];
  if (text === undefined) throw new Error(`${name} has no description`);
  return text;
}
