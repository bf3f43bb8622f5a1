import { execFileSync } from "node:child_process";
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { isCompiled } from "./support/compiled";

const ROOT = resolve(__dirname, "../..");
const FOLDER = join(ROOT, ".setup/docs-examples");

/** What a fragment may take for granted from the page around it. */
const GIVEN: Record<string, string> = {
  config: "declare const config: import('@pulumi/pulumi').Config;",
  apiUrl: "declare const apiUrl: import('@pulumi/pulumi').Output<string>;",
  apiKey: "declare const apiKey: import('@pulumi/pulumi').Output<string>;",
  consumerKey: "declare const consumerKey: import('@pulumi/pulumi').Output<string>;",
  consumerSecret: "declare const consumerSecret: import('@pulumi/pulumi').Output<string>;",
};

/** Modules of the reader's own that examples import. */
const MODULES: Record<string, string> = {
  "cluster.ts":
    "import type { Output } from '@pulumi/pulumi';\n" +
    "export declare const cluster: { address: Output<string>; adminKey: Output<string> };\n",
};

function examplesOf(page: string): string[] {
  const blocks = readFileSync(join(ROOT, page), "utf8").matchAll(
    /^(?: \* )?```typescript\n([^]*?)^(?: \* )?```/gm,
  );
  return [...blocks].map(([, text = ""]) => text.replaceAll(/^ \* ?/gm, ""));
}

function complete(example: string): string {
  const given = Object.entries(GIVEN).filter(([name]) => !example.includes(`const ${name} =`));
  const imports = /from "pulumi-algorithmia(\/native)?"/.test(example)
    ? ""
    : 'import * as algorithmia from "pulumi-algorithmia";\n';
  const classes =
    imports === ""
      ? ""
      : "const { BitbucketCloudScmConfiguration } = algorithmia;\nvoid BitbucketCloudScmConfiguration;\n";
  return `${imports}${classes}${given.map(([, text]) => text).join("\n")}\n${example}\nexport {};\n`;
}

test("compiles each example of a page or a docstring against the built package, under strict options", () => {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const pages = [
    ...globSync("{*,docs/**/*,emulator/*}.md", { cwd: ROOT }).filter(isCompiled),
    ...globSync("{sdk,kubernetes}/*.ts", { cwd: ROOT }),
  ];
  const examples = pages.flatMap((page) =>
    examplesOf(page).map((text, index) => [page, index, text] as const),
  );
  expect(examples.map(([page]) => page)).toEqual(expect.arrayContaining(["README.md", "sdk/provider.ts"]));
  for (const [page, index, text] of examples) {
    writeFileSync(join(FOLDER, `${page.replaceAll("/", "-")}-${index}.ts`), complete(text));
  }
  for (const [file, text] of Object.entries(MODULES)) {
    writeFileSync(join(FOLDER, file), text);
  }
  const options = {
    extends: "../../tsconfig.base.json",
    compilerOptions: { noUnusedLocals: false, module: "esnext" }, // with await at the top level
    include: ["*.ts"],
  };
  writeFileSync(join(FOLDER, "tsconfig.json"), JSON.stringify(options));
  let problems = "";
  try {
    execFileSync(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", FOLDER], {
      encoding: "utf8",
    });
  } catch (error) {
    problems = (error as { stdout: string }).stdout;
  }
  expect(problems).toBe("");
});
