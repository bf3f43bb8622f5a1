import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { isCompiled } from "./support/compiled";
import { load } from "js-yaml";
import { PAGES } from "./pages";
import { commandsOf, NOT_RUN } from "./support/follow";
import { itemsOf } from "./support/markdown";

const ROOT = resolve(__dirname, "../..");

/** Which test holds a page's blocks of a language, besides following the page and compiling its TypeScript. */
const HELD_BY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "README.md": { sh: "tests/docs/readme.test.ts", yaml: "tests/plugin/install.test.ts" },
  "docs/_index.md": {
    go: "tests/languages/examples.languages.ts",
    python: "tests/languages/examples.languages.ts",
    yaml: "tests/languages/examples.languages.ts",
  },
  "docs/installation-configuration.md": { yaml: "tests/plugin/install.test.ts" },
  "docs/reference/adopt.md": { text: "tests/docs/cliPages.test.ts" },
  "docs/reference/doctor.md": { text: "tests/docs/cliPages.test.ts" },
  "docs/internals/contract.md": { sh: "tests/contract/realCluster.test.ts" },
  "docs/how-to/fleets.md": { sh: "tests/fleet/commandLine.test.ts" },
  "docs/how-to/test-your-program.md": { ts: "tests/package/npm.test.ts" },
  "emulator/README.md": { console: "tests/docs/emulator.test.ts" },
};

const NEWER_HOST = "requires a newer language host; tests/languages runs the program with a generated SDK";

/** Blocks that nothing runs, by their page and first line, each with the reason. */
const NOT_HELD: Readonly<Record<string, string>> = {
  "ARCHITECTURE.md: flowchart LR": "a picture",
  "docs/installation-configuration.md: npm install pulumi-algorithmia": "the package isn't published yet",
  "docs/installation-configuration.md: npm install git+https://GIT_HOST/pulumi-algorithmia.git":
    "tests/package installs the package",
  "docs/installation-configuration.md: make package": "tests/package packs the package",
  "docs/installation-configuration.md: npm install ./pulumi-algorithmia-0.1.0.tgz":
    "tests/package installs the tarball",
  "docs/installation-configuration.md: pulumi config set algorithmia:apiUrl https://CLUSTER_DOMAIN":
    "the README's commands, which tests/docs/readme.test.ts runs",
  "examples/go/README.md: pulumi package add ../../plugin/pulumi-resource-algorithmia": NEWER_HOST,
  "examples/python/README.md: pulumi package add ../../plugin/pulumi-resource-algorithmia": NEWER_HOST,
  "toolchain/README.md: cd examples/quickstart": "the command of the README, by another path",
  "toolchain/README.md: cd toolchain/cli": "changes what the toolchain is pinned to",
};

const blocks = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.md"], {
  cwd: ROOT,
  encoding: "utf8",
})
  .split("\n")
  .filter((page) => page !== "" && existsSync(join(ROOT, page)))
  .flatMap((page) =>
    itemsOf(readFileSync(join(ROOT, page), "utf8")).flatMap((item) =>
      item.kind === "block" ? [{ page, ...item, first: `${page}: ${item.text.split("\n")[0] ?? ""}` }] : [],
    ),
  );

test("runs, compiles or compares each block of each page, or names it as an exception", () => {
  const isHeld = ({ page, language }: (typeof blocks)[number]) =>
    (language === "typescript" && isCompiled(page)) ||
    (PAGES[page] === undefined
      ? HELD_BY[page]?.[language] !== undefined
      : ["sh", "text", "yaml"].includes(language));
  const others = blocks.filter((block) => !isHeld(block)).map(({ first }) => first);
  expect(others.sort()).toEqual(Object.keys(NOT_HELD).sort());
});

test.each(
  Object.entries(HELD_BY).flatMap(([page, languages]) =>
    Object.entries(languages).map(([language, file]) => [page, language, file] as const),
  ),
)("lists %s, whose blocks of %s are tested by the existing file %s", (page, language, file) => {
  expect(blocks.filter((block) => block.page === page && block.language === language)).not.toEqual([]);
  expect(existsSync(join(ROOT, file))).toBe(true);
});

test("has no needless exception of a command", () => {
  const commands = blocks
    .filter(({ page }) => PAGES[page] !== undefined)
    .flatMap(({ language, text }) => (language === "yaml" ? commandsOf(text) : text.split("\n")))
    .map((command) => command.trim());
  expect(Object.keys(NOT_RUN).filter((command) => !commands.includes(command))).toEqual([]);
});

test.each(blocks.filter(({ language }) => language === "yaml"))(
  "parses the YAML at $page:$line",
  ({ text }) => {
    expect(load(text)).toBeInstanceOf(Object);
  },
);
