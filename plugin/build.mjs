// Generates the package schema, and bundles the plugin with the schema into dist/plugin/.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { bundle } from "../toolchain/bundle.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const out = join(root, "dist/plugin");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

mkdirSync(out, { recursive: true });
const schema = await createSchema();
writeFileSync(join(out, "schema.json"), `${JSON.stringify(schema, null, 2)}\n`);
const licenses = await bundle("plugin/main.ts", "dist/plugin/provider.js", {
  minify: true,
  define: {
    PACKAGE_VERSION: JSON.stringify(version),
    PACKAGE_SCHEMA: JSON.stringify(JSON.stringify(schema)),
  },
});
writeFileSync(join(out, "licenses.txt"), licenses);
await bundle("plugin/start.ts", "dist/plugin/plugin.js", { minify: true });

async function createSchema() {
  const generator = "dist/plugin/schemaGenerator.cjs";
  await bundle("plugin/schemaGenerator.ts", generator);
  const { packageSchema } = createRequire(import.meta.url)(join(root, generator));
  rmSync(join(root, generator));
  const resource = documentation("sdk/scmConfiguration.ts");
  const native = documentation("sdk/native.ts");
  const provider = documentation("sdk/provider.ts");
  const lookup = documentation("sdk/getScmConfiguration.ts");
  return packageSchema({
    version,
    resource: native.BitbucketCloudScmConfiguration.text,
    examples: {
      typescript: example("typescript-plugin/index.ts"),
      python: example("python/__main__.py"),
      go: example("go/main.go"),
      yaml: example("yaml/Pulumi.yaml"),
    },
    inputs: resource.BitbucketCloudScmConfigurationArgs.members,
    outputs: resource.ScmConfigurationOutputs.members,
    urls: resource.ScmUrls.members,
    provider: native.Provider.text,
    settings: provider.ProviderArgs.members,
    lookup: native.getScmConfiguration.text,
    lookupInputs: lookup.GetScmConfigurationArgs.members,
    lookupOutputs: lookup.GetScmConfigurationResult.members,
  });
}

/** The program of an example. Tests run it. */
function example(path) {
  return readFileSync(join(root, "examples", path), "utf8");
}

/** The documentation comments of a file's exports and their members. */
function documentation(path) {
  const source = ts.createSourceFile(
    path,
    readFileSync(join(root, path), "utf8"),
    ts.ScriptTarget.Latest,
    true,
  );
  return Object.fromEntries(
    source.statements
      .filter((statement) => statement.name !== undefined)
      .map((statement) => [statement.name.text, { text: textOf(statement), members: membersOf(statement) }]),
  );
}

function membersOf(node) {
  const members = {};
  const visit = (child) => {
    if ((ts.isPropertySignature(child) || ts.isPropertyDeclaration(child)) && ts.isIdentifier(child.name)) {
      const text = textOf(child);
      if (text !== "") members[child.name.text] = text;
    }
    ts.forEachChild(child, visit);
  };
  ts.forEachChild(node, visit);
  return members;
}

function textOf(node) {
  const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const text = ts.getTextOfJSDocComment(comment?.comment) ?? "";
  return text.replace(/\{@link (\w+)\}/g, "`$1`");
}
