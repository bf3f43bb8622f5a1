import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { itemsOf } from "./support/markdown";
import { World } from "./support/world";

const ROOT = resolve(__dirname, "../..");

/** Commands of the README that this test leaves to others. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  "make demo": "tests/demo runs it",
  "make test": "runs this very test",
};

test("brings up a working stack with the README's commands, copied out of it", async () => {
  await using world = await World.create(cloneInto);
  const commands = itemsOf(readFileSync(join(ROOT, "README.md"), "utf8"))
    .flatMap((item) => (item.kind === "block" && item.language === "sh" ? item.text.split("\n") : []))
    .filter((line) => line !== "");
  const isLeftOut = (line: string) => LEFT_OUT[line.replace(/ *#.*/, "")] !== undefined;
  expect(commands.filter(isLeftOut)).toHaveLength(Object.keys(LEFT_OUT).length);

  await world.run(commands.filter((line) => !isLeftOut(line)).join("\n"));
  expect(world.held).toMatchObject({ clientId: world.consumer.key, enabled: true });
  const { output } = await world.run("toolchain/exec pulumi preview --expect-no-changes");
  expect(output).toContain("2 unchanged");
}, 300_000); // `make setup` builds what has changed since this checkout was built

/** What a clone would hold, built already, with this checkout's packages: to install them takes a minute. */
function cloneInto(directory: string): void {
  const tracked = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  const built = ["dist", "emulator/dist", "demo/dist"];
  for (const path of [...tracked.split("\0"), ...built]) {
    if (path === "" || !existsSync(join(ROOT, path))) continue;
    cpSync(join(ROOT, path), join(directory, path), { recursive: true, preserveTimestamps: true });
  }
  mkdirSync(join(directory, "node_modules"));
  for (const name of readdirSync(join(ROOT, "node_modules"))) {
    const copy = join(directory, "node_modules", name);
    // A workspace's link leads into the checkout that it lies in.
    const original = join(ROOT, "node_modules", name);
    symlinkSync(lstatSync(original).isSymbolicLink() ? readlinkSync(original) : original, copy);
  }
}
