import type { Files, Layout } from "./project";

/** The language of a program, and the kind of its modules. */
export interface Dialect {
  readonly module: "commonjs" | "module";
  readonly language: "javascript" | "typescript" | "yaml";
}

/** A program that declares one configuration, as the files `NAME.js` or `NAME.ts`. */
export function program(name: string, consumerKey: string, dialect: Dialect, { dependency }: Layout): Files {
  const esm = usesImports(dialect);
  return {
    [`${name}.${extension(dialect)}`]: [
      imported(esm, "BitbucketCloudScmConfiguration", packageOf(dependency)),
      declaration(consumerKey),
      esm ? "export const { id } = bitbucket;" : "exports.id = bitbucket.id;",
    ].join("\n"),
    ...typescriptFiles(name, dialect),
  };
}

/** A program in YAML that declares one configuration, with the plugin of the installed package. */
export function yamlProgram(consumerKey: string): string {
  return JSON.stringify({
    name: "test",
    runtime: "yaml",
    plugins: { providers: [{ name: "algorithmia", path: "node_modules/pulumi-algorithmia/plugin" }] },
    resources: {
      bitbucket: {
        type: "algorithmia:BitbucketCloudScmConfiguration",
        properties: { consumerKey, consumerSecret: "consumer-secret" },
      },
    },
  });
}

/** A program that runs one operation with the Automation API: on the stack in a folder, or with an inline program. */
export function driver(
  name: string,
  dialect: Dialect,
  { dependency }: Layout,
  stack: { readonly consumerKey: string } | { readonly folder: string },
): Files {
  const esm = usesImports(dialect);
  const inline = "consumerKey" in stack;
  const workspace = inline
    ? `projectName: "inline", program: async () => { ${declaration(stack.consumerKey)} return { id: bitbucket.id }; }`
    : `workDir: ${JSON.stringify(stack.folder)}`;
  return {
    [`${name}.${extension(dialect)}`]: [
      imported(esm, "LocalWorkspace", "@pulumi/pulumi/automation/index.js"),
      ...(inline ? [imported(esm, "BitbucketCloudScmConfiguration", packageOf(dependency))] : []),
      "async function main() {",
      `  const stack = await LocalWorkspace.createOrSelectStack({ stackName: "test", ${workspace} });`,
      "  const show = { onOutput: console.log };",
      '  if (process.argv[2] === "up") await stack.up(show);',
      '  else if (process.argv[2] === "refresh") await stack.refresh(show);',
      "  else await stack.destroy(show);",
      "}",
      "main().catch((error) => { console.error(error); process.exitCode = 1; });",
    ].join("\n"),
    ...typescriptFiles(name, dialect),
  };
}

export function extension({ language }: Dialect): "js" | "ts" {
  return language === "typescript" ? "ts" : "js";
}

function usesImports({ module, language }: Dialect): boolean {
  return module === "module" || language === "typescript";
}

function imported(esm: boolean, name: string, from: string): string {
  return esm ? `import { ${name} } from "${from}";` : `const { ${name} } = require("${from}");`;
}

function packageOf(dependency: Layout["dependency"]): string {
  return dependency === "direct" ? "pulumi-algorithmia" : "platform";
}

function declaration(consumerKey: string): string {
  const inputs = JSON.stringify({ consumerKey, consumerSecret: "consumer-secret" });
  return [
    `const bitbucket = new BitbucketCloudScmConfiguration("bitbucket", ${inputs});`,
    "console.log(`on Node ${process.version}`);",
  ].join(" ");
}

function typescriptFiles(name: string, { language }: Dialect): Files {
  return language !== "typescript" ? {} : { "tsconfig.json": JSON.stringify(tsconfig([`${name}.ts`])) };
}

/** A strict configuration. */
export function tsconfig(files: readonly string[], change: Record<string, unknown> = {}): object {
  return {
    compilerOptions: {
      target: "es2022",
      module: "nodenext",
      types: ["node"],
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      noPropertyAccessFromIndexSignature: true,
      noImplicitOverride: true,
      noImplicitReturns: true,
      noUnusedLocals: true,
      skipLibCheck: true,
      ...change,
    },
    files,
  };
}
