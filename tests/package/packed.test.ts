import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import ts from "typescript";
import { ROOT, temporaryDirectory } from "../support/environment";
import { succeed } from "./support/command";
import { filesOf, FOLDERS, manifest, pack, type Package } from "./support/packed";

const TOOLS = join(ROOT, "node_modules/.bin");
/** The folders that users import from. */
const TYPED = ["sdk", "kubernetes"];

const tarballs = new Map<Package, string>();
let unpacked: string;

beforeAll(async () => {
  unpacked = temporaryDirectory("unpacked");
  for (const name of ["pulumi-algorithmia", "pulumi-algorithmia-emulator"] as const) {
    tarballs.set(name, await pack(name));
  }
  await succeed("tar", ["xzf", tarball("pulumi-algorithmia")], { cwd: unpacked });
});

function tarball(name: Package): string {
  const path = tarballs.get(name);
  if (path === undefined) throw new Error(`${name} was not packed`);
  return path;
}

async function contents(name: Package): Promise<string[]> {
  const listed = await succeed("tar", ["tzf", tarball(name)], { cwd: ROOT });
  return listed
    .trim()
    .split("\n")
    .map((path) => path.replace("package/", ""))
    .sort();
}

/** The files that the build creates from the sources in a folder. */
function compiled(folder: string, from: string, suffixes: readonly string[]): string[] {
  const sources = filesOf(join(ROOT, folder)).filter((file) => file.endsWith(".ts"));
  return sources.flatMap((file) =>
    suffixes.map((suffix) => join("dist", from, file.replace(/\.ts$/, suffix))),
  );
}

test("packs the compiled code, the plugin, the types of what users import, and the documents", async () => {
  expect(await contents("pulumi-algorithmia")).toEqual(
    [
      ...["package.json", "README.md", "CHANGELOG.md", "LICENSE"],
      ...["plugin/pulumi-resource-algorithmia", "dist/plugin/plugin.js", "dist/plugin/provider.js"],
      ...["dist/dynamic-provider/index.js", "dist/dynamic-provider/licenses.txt", "dist/plugin/licenses.txt"],
      ...FOLDERS.flatMap((folder) =>
        compiled(folder, folder, TYPED.includes(folder) ? [".js", ".d.ts"] : [".js"]),
      ),
    ].sort(),
  );
});

test("packs the emulator with its types and assets, without its sources", async () => {
  expect(await contents("pulumi-algorithmia-emulator")).toEqual(
    [
      ...["package.json", "README.md"],
      ...filesOf(join(ROOT, "emulator/assets")).map((file) => join("assets", file)),
      ...compiled("emulator/src", "", [".js", ".d.ts"]),
    ].sort(),
  );
});

test.each(["pulumi-algorithmia", "pulumi-algorithmia-emulator"] as const)(
  "passes publint: %s",
  async (name) => {
    const found = await succeed(join(TOOLS, "publint"), ["run", tarball(name), "--strict"], { cwd: ROOT });
    expect(found).toContain("All good!");
  },
);

test.each([
  // Only Pulumi's host loads the provider, as the state says. So it has no types.
  ["pulumi-algorithmia", ["--exclude-entrypoints", "provider"]],
  ["pulumi-algorithmia-emulator", []],
] as const)("resolves the types of %s in each way that TypeScript resolves modules", async (name, flags) => {
  const found = await succeed(join(TOOLS, "attw"), [tarball(name), ...flags], { cwd: ROOT });
  expect(found).toContain("No problems found");
});

test("declares types without any, which refer to Pulumi's packages and to packed types only", () => {
  const root = join(unpacked, "package/dist");
  const types = filesOf(root).filter((file) => file.endsWith(".d.ts"));
  const anys: string[] = [];
  const unknown: string[] = [];
  for (const file of types) {
    const source = ts.createSourceFile(
      file,
      readFileSync(join(root, file), "utf8"),
      ts.ScriptTarget.Latest,
      true,
    );
    const visit = (node: ts.Node): void => {
      if (node.kind === ts.SyntaxKind.AnyKeyword) anys.push(`${file}: ${node.parent.getText()}`);
      if (ts.isStringLiteral(node) && isSpecifier(node) && !isKnown(node.text, file))
        unknown.push(`${file}: ${node.text}`);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  expect(anys).toEqual([]);
  expect(unknown).toEqual([]);

  function isSpecifier({ parent }: ts.Node): boolean {
    return (
      ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent) || ts.isImportTypeNode(parent.parent)
    );
  }
  function isKnown(specifier: string, from: string): boolean {
    const foreign = from.startsWith("kubernetes/")
      ? ["@pulumi/pulumi", "@pulumi/kubernetes"]
      : ["@pulumi/pulumi"];
    return foreign.includes(specifier) || types.includes(join(dirname(from), `${specifier}.d.ts`));
  }
});

test("installs few packages, and none that runs a script", async () => {
  const { dependencies, scripts } = manifest("");
  expect(Object.keys(dependencies)).toEqual([
    "commander",
    "fastest-levenshtein",
    "http-proxy-agent",
    "js-yaml",
    "node-fetch",
    "zod",
  ]);
  expect(Object.keys(scripts ?? {})).not.toEqual(expect.arrayContaining([expect.stringMatching(/install/)]));

  const cwd = mkdtempSync(join(tmpdir(), "pulumi-algorithmia-alone-"));
  try {
    const alone = {
      private: true,
      dependencies: { "pulumi-algorithmia": `file:${tarball("pulumi-algorithmia")}` },
    };
    writeFileSync(join(cwd, "package.json"), JSON.stringify(alone));
    const flags = ["--package-lock-only", "--legacy-peer-deps", "--prefer-offline", "--ignore-scripts"];
    await succeed("npm", ["install", ...flags], { cwd });
    const lock = JSON.parse(readFileSync(join(cwd, "package-lock.json"), "utf8")) as {
      packages: Record<string, { hasInstallScript?: boolean }>;
    };
    const installed = Object.entries(lock.packages).filter(([path]) => path !== "");
    expect(installed.filter(([, { hasInstallScript }]) => hasInstallScript === true)).toEqual([]);
    expect(installed.length).toBeLessThanOrEqual(20);
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
});
