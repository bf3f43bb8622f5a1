import type { Files, Layout } from "./project";

/** How a program is written. */
export interface Dialect {
  readonly module: "commonjs" | "module";
  readonly language: "javascript" | "typescript";
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

/** A program for the Automation API that runs one operation: on the stack in a folder, or on a program of its own. */
export function driver(
  name: string,
  dialect: Dialect,
  { dependency }: Layout,
  stack: { readonly consumerKey: string } | { readonly folder: string },
): Files {
  const esm = usesImports(dialect);
  const inline = "consumerKey" in stack;
  const how = inline
    ? `projectName: "inline", program: async () => { ${declaration(stack.consumerKey)} return { id: bitbucket.id }; }`
    : `workDir: ${JSON.stringify(stack.folder)}`;
  return {
    [`${name}.${extension(dialect)}`]: [
      imported(esm, "LocalWorkspace", "@pulumi/pulumi/automation/index.js"),
      ...(inline ? [imported(esm, "BitbucketCloudScmConfiguration", packageOf(dependency))] : []),
      "async function main() {",
      `  const stack = await LocalWorkspace.createOrSelectStack({ stackName: "test", ${how} });`,
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
  return language === "javascript" ? "js" : "ts";
}

function usesImports({ module, language }: Dialect): boolean {
  return module === "module" || language === "typescript";
}

function imported(esm: boolean, what: string, from: string): string {
  return esm ? `import { ${what} } from "${from}";` : `const { ${what} } = require("${from}");`;
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
  return language === "javascript" ? {} : { "tsconfig.json": JSON.stringify(tsconfig([`${name}.ts`])) };
}

/** The strictest that users write. */
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
