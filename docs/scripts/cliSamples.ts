import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../cli/run";
import { startEmulator } from "../../emulator/src";

/** What the commands print against an emulated cluster, for the pages about them. */
export interface CliSamples {
  readonly doctorHelp: string;
  readonly well: string;
  readonly ill: string;
  /** What `--json` adds to the lines. */
  readonly facts: string;
  readonly adoptHelp: string;
  readonly adopted: string;
  readonly program: string;
}

/**
 * Runs the commands.
 *
 * @param tls - Of the emulated cluster: for 127.0.0.1, with the authority that signed it.
 */
export async function cliSamples(tls: { cert: string; key: string; authority: string }): Promise<CliSamples> {
  const directory = mkdtempSync(join(tmpdir(), "pulumi-algorithmia-docs-"));
  const emulator = await startEmulator({ tls });
  try {
    const { key, secret } = emulator.bitbucket.addConsumer({ isPrivate: true });
    const env = {
      ALGORITHMIA_API: emulator.url,
      ALGORITHMIA_API_KEY: emulator.apiKey,
      ALGORITHMIA_CA_CERTIFICATE: tls.authority,
      ALGORITHMIA_CONSUMER_KEY: key,
      ALGORITHMIA_CONSUMER_SECRET: secret,
    };
    emulator.seed({ id: "bitbucket-cloud", name: "Data Science", clientId: key, default: true });
    const printed = async (args: readonly string[], change = {}): Promise<string> => {
      let text = "";
      const print = (part: string): void => {
        text += part;
      };
      await run(args, { ...env, ...change }, { out: print, err: print, isInteractive: false, columns: 100 });
      return steady(text.replaceAll(join(directory, "algorithmia"), "algorithmia"));
    };
    const doctor = ["doctor", "--cwd", directory, "--bitbucket", emulator.bitbucket.url];
    return {
      doctorHelp: await printed(["doctor", "--help"]),
      well: await printed(doctor),
      ill: await printed(doctor, {
        ALGORITHMIA_API_KEY: emulator.keys.adminWithoutManagement,
        ALGORITHMIA_CONSUMER_SECRET: "not-that-of-the-consumer",
      }),
      facts: factsIn(await printed([...doctor, "--json"])),
      adoptHelp: await printed(["adopt", "--help"]),
      adopted: await printed(["adopt", "--cwd", directory, join(directory, "algorithmia")]),
      program: readFileSync(join(directory, "algorithmia/index.ts"), "utf8"),
    };
  } finally {
    await emulator.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

function factsIn(json: string): string {
  const { checks } = JSON.parse(json) as { checks: { check: string; facts?: object }[] };
  return JSON.stringify(
    checks.flatMap(({ check, facts }) => (facts === undefined ? [] : [{ check, facts }])),
    undefined,
    2,
  );
}

// What differs from run to run is put into one form: free ports, and the day.
function steady(text: string): string {
  return text
    .replaceAll(/(127\.0\.0\.1(?::| port ))\d+/g, "$18443")
    .replaceAll(/ends on \d{4}-\d\d-\d\d/g, "ends on YYYY-MM-DD")
    .replaceAll(/"ends": "[^"]+"/g, '"ends": "YYYY-MM-DDTHH:MM:SS.000Z"');
}
