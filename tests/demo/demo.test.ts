import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildDemo, DEMO, Place, ROOT } from "./support";

// Takes down what could be seen of a secret from outside, and what the secrets are, on the way to the real CLI.
const RECORDING = `
folder=$(dirname "$0")
printf '%s\\n' "$*" >>"$folder/arguments"
{ cat /proc/[0-9]*/cmdline || ps -A -o args=; } >>"$folder/arguments" 2>/dev/null
printf '%s\\n' "$PULUMI_CONFIG_PASSPHRASE" >>"$folder/secrets"
case $* in
  *--secret*)
    value=$(cat)
    printf '%s\\n' "$value" >>"$folder/secrets"
    printf %s "$value" | "$REAL_PULUMI" "$@"
    ;;
  *) exec "$REAL_PULUMI" "$@" ;;
esac`;

// Within toolchain/exec, which puts the real CLI first.
const WITH_RECORDING = 'REAL_PULUMI=$(command -v pulumi) PATH="$1:$PATH" exec node "$2"';

const KEY_SENTENCES = [
  /✓ It answers at http:\/\/127\.0\.0\.1:\d+ and has what each new cluster has/,
  /│ .*knows no OAuth consumer with this consumerKey and consumerSecret[^]*✓ Pulumi failed with Bitbucket's refusal/,
  /✓ The cluster holds it under the id that Pulumi shows/,
  /✓ None of the \d+ files of config and state has a key, secret or passphrase in plain/,
  /before +unauthorized +- +after +authorized +ada\n[^]*✓ The cluster says that this user has linked an account/,
  /│ +2 unchanged[^]*✓ Nothing was changed/,
  /│ warning: .*no Web IDE[^]*✓ It is the default now, under the same id/,
  /│ +~ enabled +: true => false[^]*✓ Pulumi shows both changes/,
  /✓ The cluster holds again what the program declares/,
  /✓ Only "internal" is left, and is the default/,
  /✓ The emulator has stopped/,
  /PHASE +TIME[^]*in all +\d+\.\d s\n$/,
];

const example = () => readdirSync(join(ROOT, "examples/quickstart"));

test("the demo tells a whole life and leaves nothing, least of all a secret", async () => {
  await buildDemo();
  const place = new Place(RECORDING);
  try {
    const before = example();
    const { code, stdout, stderr } = await place.run([
      join(ROOT, "toolchain/exec"),
      ...["sh", "-c", WITH_RECORDING, "sh", place.programs, DEMO],
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const flowing = stdout.replaceAll(/\n {2}(?=\S)/g, " ");
    for (const sentence of KEY_SENTENCES) expect(flowing).toMatch(sentence);
    expect(flowing).toContain("A browser finds its admin page at the same address.");
    expect(stdout).not.toContain("\x1b");

    const secrets = new Set(readFileSync(join(place.programs, "secrets"), "utf8").trim().split("\n"));
    const seen = readFileSync(join(place.programs, "arguments"), "utf8");
    expect(secrets.size).toBe(5);
    expect(seen).toContain("emulator/dist/main.js");
    for (const secret of secrets) {
      expect(secret).toMatch(/^\S{20,}$/);
      expect(stdout + stderr + seen).not.toContain(secret);
    }

    const [url = ""] = /http:\/\/127\.0\.0\.1:\d+/.exec(stdout) ?? [];
    await expect(fetch(url)).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
    expect(place.leftovers()).toEqual([]);
    expect(example()).toEqual(before);
  } finally {
    place.remove();
  }
}, 180_000);
