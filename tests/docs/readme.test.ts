import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { itemsOf } from "./support/markdown";
import { World } from "./support/world";

const ROOT = resolve(__dirname, "../..");

/** Commands of the README that this test leaves to others. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  "npm install ./pulumi-algorithmia-0.1.0.tgz": "tests/package installs the tarball",
  "make demo": "tests/demo runs it",
  "make test": "runs this test",
};

test("brings up a working stack with the README's program and commands", async () => {
  await using world = await World.create();
  const blocks = (language: string) =>
    itemsOf(readFileSync(join(ROOT, "README.md"), "utf8")).flatMap((item) =>
      item.kind === "block" && item.language === language ? [item.text] : [],
    );
  for (const program of blocks("typescript")) world.write("index.ts", program);
  const commands = blocks("sh").flatMap((text) => text.split("\n").filter((line) => line !== ""));
  const isLeftOut = (line: string) => LEFT_OUT[line.replace(/ *#.*/, "")] !== undefined;
  expect(commands.filter(isLeftOut)).toHaveLength(Object.keys(LEFT_OUT).length);

  await world.run(commands.filter((line) => !isLeftOut(line)).join("\n"));
  expect(world.held).toMatchObject({ clientId: world.consumer.key, enabled: true });
});

test("creates the configuration within the README's first 40 lines", () => {
  const lines = readFileSync(join(ROOT, "README.md"), "utf8").split("\n");
  expect(lines.indexOf("pulumi up")).toBeLessThan(40);
});
