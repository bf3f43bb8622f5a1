import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { runSettings, type Setting, settings } from "../../client/connection/settings";
import { INPUT_NAMES, type InputName, inputs } from "../../provider/inputs/inputs";
import { table } from "./parts";

const ROOT = resolve(__dirname, "../..");

interface Property {
  readonly type?: string;
  readonly $ref?: string;
  readonly description: string;
  readonly secret?: boolean;
}

type Properties = Readonly<Record<string, Property>>;

/** The part of the package schema that the pages show. */
interface Schema {
  readonly resources: Readonly<
    Record<string, { readonly inputProperties: Properties; readonly properties: Properties }>
  >;
  readonly types: Readonly<Record<string, { readonly properties: Properties }>>;
  readonly functions: Readonly<
    Record<
      string,
      {
        readonly description: string;
        readonly inputs?: { readonly properties: Properties };
        readonly outputs: { readonly properties: Properties };
      }
    >
  >;
}

const schema = JSON.parse(readFileSync(join(ROOT, "dist/plugin/schema.json"), "utf8")) as Schema;

/** The parts of docs/reference/resource.md. */
export function resourceParts(): Record<string, string> {
  const { inputProperties, properties } = known(
    schema.resources["algorithmia:index:BitbucketCloudScmConfiguration"],
    "the resource",
  );
  const summary = table(
    ["input", "type", "required", "secret", "default", "a change"],
    INPUT_NAMES.map((name) => {
      const { presence, change } = inputs[name];
      return [
        `[\`${name}\`](#${name.toLowerCase()})`,
        typeOf(name, property(inputProperties, name)),
        presence === "required" ? "yes" : "no",
        "secret" in inputs[name] ? "yes" : "no",
        presence === "required" ? "" : defaultOf(name),
        CHANGES[change],
      ];
    }),
  );
  const details = INPUT_NAMES.map(
    (name) => `### ${name}\n\n${unwrapped(property(inputProperties, name).description)}`,
  );
  return {
    inputs: [summary, ...details].join("\n\n"),
    outputs: table(
      ["output", "meaning"],
      Object.entries(properties).map(([name, { description }]) => [`\`${name}\``, description]),
    ),
    urls: propertyTable(known(schema.types["algorithmia:index:ScmUrls"], "ScmUrls").properties, "property"),
  };
}

/** The parts of docs/reference/provider.md. */
export function providerParts(): Record<string, string> {
  const connection = settings.map((setting) => row({ ...setting, default: settingDefault(setting) }));
  const ofRun = Object.values(runSettings).map((setting) =>
    row({ ...setting, unit: "values" in setting ? choices(setting.values) : "text", secret: false }),
  );
  return {
    settings: table(["setting", "environment", "type", "default", "meaning"], [...connection, ...ofRun]),
  };
}

/** The parts of docs/reference/functions.md. */
export function functionParts(): Record<string, string> {
  const sections = Object.entries(schema.functions).map(([token, { description, inputs: args, outputs }]) =>
    [
      `## ${token.split(":").at(-1) ?? ""}`,
      unwrapped(description),
      ...(args === undefined ? [] : [propertyTable(args.properties, "argument")]),
      propertyTable(outputs.properties, "result"),
    ].join("\n\n"),
  );
  return { functions: sections.join("\n\n") };
}

/** The parts of docs/_index.md: programs that tests run, with the plugin's path in a project of its own. */
export function exampleParts(): Record<string, string> {
  const program = (path: string, language: string) => {
    const text = readFileSync(join(ROOT, "examples", path), "utf8");
    return `\`\`\`${language}\n${text.replace("../../plugin", "node_modules/pulumi-algorithmia/plugin").trim()}\n\`\`\``;
  };
  return {
    typescript: program("typescript-plugin/index.ts", "typescript"),
    yaml: program("yaml/Pulumi.yaml", "yaml"),
    python: program("python/__main__.py", "python"),
    go: program("go/main.go", "go"),
  };
}

const CHANGES = { replace: "replaces", update: "updates in place", record: "recorded only" } as const;

function typeOf(name: InputName, { type, $ref }: Property): string {
  const { schema: values } = inputs[name];
  if ("options" in values && name !== "urls") return choices(values.options);
  return $ref === undefined ? (type ?? "string") : "[`ScmUrls`](#scmurls)";
}

function defaultOf(name: InputName): string {
  const declaration = inputs[name];
  if ("default" in declaration) {
    return typeof declaration.default === "object"
      ? "Bitbucket Cloud's public URLs"
      : `\`${JSON.stringify(declaration.default)}\``;
  }
  if (name === "configurationId") return "a random UUID";
  return declaration.presence === "defaulted" ? "the cluster's address" : "not set";
}

interface Row {
  readonly key: string;
  readonly env: string;
  readonly unit: string;
  readonly secret: boolean;
  readonly default: string;
  readonly description: string;
}

function row({ key, env, unit, secret, default: value, description }: Row): string[] {
  const text = description.replace(/https:\/\/[\w.]+\w/g, "`$&`");
  return [`\`${key}\``, `\`${env}\``, `${unit}${secret ? ", secret" : ""}`, value, text];
}

function settingDefault({ key, default: value }: Setting): string {
  if (value !== undefined) return `\`${value}\``;
  if (key === "apiKey") return "required, unless `bearerToken` is set";
  return key === "apiUrl" ? "required" : "none";
}

function propertyTable(properties: Properties, kind: string): string {
  return table(
    [kind, "type", "meaning"],
    Object.entries(properties).map(([name, { type, $ref, description, secret }]) => [
      `\`${name}\``,
      `${$ref === undefined ? (type ?? "") : `\`${$ref.split(":").at(-1) ?? ""}\``}${secret === true ? ", secret" : ""}`,
      description,
    ]),
  );
}

function choices(values: readonly string[]): string {
  return values.map((value) => `\`"${value}"\``).join(", ");
}

// Line breaks of the source, which Prettier keeps; those of lists and paragraphs stay.
function unwrapped(text: string): string {
  return text.replaceAll(/(?<!\n)\n(?!\n|- )/g, " ");
}

function property(properties: Properties, name: string): Property {
  return known(properties[name], name);
}

function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the schema doesn't have ${what}`);
  return value;
}
