import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, temporaryDirectory } from "../support/environment";
import { printed } from "./support/command";
import { nodeFolder } from "./support/nodes";
import { pack } from "./support/packed";
import { tsconfig } from "./support/programs";
import { type Files, Project } from "./support/project";

const LAYOUT = { manager: "npm", dependency: "direct", shape: "plain" } as const;
// The tools are those of this checkout, which a user would install: what is tested are the packages.
const MODULES = join(ROOT, "node_modules");
const JEST_CONFIG = `module.exports = { transform: { "\\\\.ts$": "${MODULES}/@swc/jest" } };\n`;
const JEST = [join(MODULES, "jest/bin/jest.js"), "--ci"];

/** The blocks of a page that are files, by the name in their first line. */
function filesIn(page: string): Files {
  const blocks = readFileSync(join(ROOT, page), "utf8").matchAll(/^```ts\n\/\/ (\S+)\n([^]*?)^```$/gm);
  return Object.fromEntries([...blocks].map(([, name = "", text = ""]) => [name, text]));
}

let project: Project;
let home: string;

beforeAll(async () => {
  const emulator = `file:${await pack("pulumi-algorithmia-emulator")}`;
  project = await Project.install(LAYOUT, { devDependencies: { "pulumi-algorithmia-emulator": emulator } });
  home = temporaryDirectory("home");
});

afterAll(() => {
  project.remove();
});

test("passes the documentation's tests in a user's jest, on the packed packages", async () => {
  const shown = filesIn("docs/how-to/test-your-program.md");
  expect(Object.keys(shown)).toEqual(["bitbucket.ts", "declared.test.ts", "cluster.test.ts"]);
  project.arrange({ ...shown, "jest.config.js": JEST_CONFIG }, "commonjs");
  const env = { PULUMI_HOME: home, PULUMI_CONFIG_PASSPHRASE: undefined };
  expect(await printed("node", JEST, { cwd: project.home, env })).toContain("3 passed, 3 total");
});

test("compiles the documentation's tests, the emulator's declarations included", async () => {
  const files = filesIn("docs/how-to/test-your-program.md");
  const options = tsconfig(Object.keys(files), {
    module: "commonjs",
    moduleResolution: "bundler",
    typeRoots: [join(MODULES, "@types")],
    types: ["node", "jest"],
    skipLibCheck: false,
    noEmit: true,
  });
  project.arrange({ ...files, "tsconfig.json": JSON.stringify(options) }, "commonjs");
  expect(await printed("node", [join(MODULES, "typescript/bin/tsc"), "-p", "."], { cwd: project.home })).toBe(
    "",
  );
});

test("tests a program with a lookup in jest on the emulated cluster", async () => {
  project.arrange(
    {
      "jest.config.js": JEST_CONFIG,
      "lookUp.test.ts": `
        import { getScmConfiguration } from "pulumi-algorithmia";
        import { startEmulator } from "pulumi-algorithmia-emulator";

        test("looks up", async () => {
          const emulator = await startEmulator();
          process.env["ALGORITHMIA_API"] = emulator.url;
          process.env["ALGORITHMIA_API_KEY"] = emulator.apiKey;
          expect(await getScmConfiguration({ id: "internal" })).toMatchObject({ isDefault: true });
          await emulator.close();
        });
      `,
    },
    "commonjs",
  );
  const node = await nodeFolder("24");
  const env = { NODE_OPTIONS: "--experimental-vm-modules" };
  expect(await printed("node", JEST, { cwd: project.home, env, node })).toContain("1 passed, 1 total");
});
