import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PageClient } from "../emulator/pageClient";
import { ROOT } from "../support/environment";
import { DEMO, Place } from "./support";

// Records secrets and the arguments of all processes, then runs the real CLI.
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

// Runs in toolchain/exec, which puts the real CLI first on PATH.
const WITH_RECORDING = 'REAL_PULUMI=$(command -v pulumi) PATH="$1:$PATH" exec node "$2"';

const KEY_SENTENCES = [
  /✓ The cluster responds at http:\/\/127\.0\.0\.1:\d+\. Like each new cluster/,
  /│ .*no consumer with this key and secret[^]*✓ Pulumi reported that Bitbucket rejects the secret/,
  /✓ The cluster has the configuration with the id from Pulumi's outputs/,
  /✓ None of the \d+ files of config and state contains a secret in plaintext/,
  /✓ The cluster reports that the user has linked the account ada/,
  /│ +2 unchanged[^]*✓ Pulumi changed nothing/,
  /│ warning: .*no Web IDE[^]*✓ The configuration is the default instead of "internal", and has the same id/,
  /│ .*~enabled,isDefault[^]*✓ Pulumi shows both changes/,
  /✓ The cluster matches the program again/,
  /✓ Only "internal" remains, and it is the default again/,
  /│ +=.* bitbucket imported[^]*✓ Pulumi manages the configuration, and the cluster is unchanged/,
  /│ +~ enabled +: false => true[^]*✓ The preview shows each property/,
  /✓ The emulator has stopped/,
];

const example = () => readdirSync(join(ROOT, "examples/quickstart"));

test("runs all steps, and leaves no files, processes or secrets behind", async () => {
  const place = new Place(RECORDING);
  try {
    const before = example();
    const { code, stdout, stderr } = await place.run(
      [join(ROOT, "toolchain/exec"), "sh", "-c", WITH_RECORDING, "sh", place.programs, DEMO],
      undefined,
      {
        DEMO_STARTED: String(Math.floor(Date.now() / 1000) - 1000),
        // Settings that would make the demo fail if they reached Pulumi or the provider.
        ALGORITHMIA_TIMEOUT_MS: "none",
        PULUMI_STACK: "foreign",
        HTTP_PROXY: "http://127.0.0.1:9",
      },
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const flowing = stdout.replaceAll(/\n {2}(?=\S)/g, " ");
    for (const sentence of KEY_SENTENCES) expect(flowing).toMatch(sentence);
    expect(flowing).toContain("Its admin page is at the same address.");
    expect(stdout).toMatch(/Total time: 1\d\d\d\.\d s\n\n$/);
    expect(stdout).not.toContain("\x1b");

    const recorded = readFileSync(join(place.programs, "secrets"), "utf8").split("\n");
    const secrets = new Set(recorded.filter((line) => line !== ""));
    const seen = readFileSync(join(place.programs, "arguments"), "utf8");
    expect(secrets.size).toBe(7);
    expect(seen).toContain("demo/dist/demo.js");
    for (const secret of secrets) {
      expect(secret).toMatch(/^\S{17,}$/);
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

const ADMIN_PAGE = "/admin/source-code-management";

/** Signs in with the key in the file that the output names, and disables the configuration that Pulumi created. */
async function lookAround(stdout: string): Promise<void> {
  const [, url = ""] = /Sign in at (http:\/\/127\.0\.0\.1:\d+)\//.exec(stdout) ?? [];
  const [keyFile = ""] = /\S+\/pulumi-algorithmia-demo-\w+\/admin-key/.exec(stdout) ?? [];
  const [, id = ""] = /configurationId: "([^"]+)"/.exec(stdout) ?? [];
  const apiKey = readFileSync(keyFile, "utf8").trim();
  expect(stdout).not.toContain(apiKey);
  const admin = await PageClient.signedIn({ url, apiKey });
  expect((await admin.get(ADMIN_PAGE)).text).toContain("Bitbucket Cloud");
  expect(await admin.post(`${ADMIN_PAGE}/${id}/disable`)).toMatchObject({ status: 303 });
}

// A demo with the last steps alone, and the fastest program.
const LAST_STEPS = `
const { runDemo } = require("./demo/dist/runDemo");
const { createPluginStack } = require("./demo/dist/importStep");
const { finishStack } = require("./demo/dist/lastSteps");
void runDemo(async (surroundings) => {
  const { emulator } = surroundings;
  const stack = await createPluginStack(surroundings, emulator.bitbucket.addConsumer());
  await stack.setConfig({ "algorithmia:verifyConsumer": "off" });
  const { outputs } = await stack.run("up", { create: 2 });
  const user = emulator.addUser("ada");
  await finishStack(surroundings, stack, { managedId: outputs.configurationId.value, userKey: user.apiKey });
});`;

test("waits for Ctrl-C with KEEP=1, and destroys the stack after a manual change", async () => {
  const place = new Place('PATH="${PATH#*:}" exec pulumi "$@"');
  let around: Promise<void> | undefined;
  try {
    const { code, stdout, stderr } = await place.run(
      [process.execPath, "-e", LAST_STEPS],
      (output, kill) => {
        if (around !== undefined || !output.includes("Press Ctrl-C to continue")) return;
        around = lookAround(output);
        around.then(
          () => kill("SIGINT"),
          () => kill("SIGTERM"),
        );
      },
      { DEMO_KEEP: "1" },
    );
    await around;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("The cluster was changed by hand");
    expect(stdout).toContain("✓ The configuration that Pulumi created is gone");
    expect(stdout).toContain("✓ The emulator has stopped");
    expect(place.leftovers()).toEqual([]);
  } finally {
    place.remove();
  }
}, 180_000);
