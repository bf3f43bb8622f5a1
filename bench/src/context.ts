import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, startEmulator } from "pulumi-algorithmia-emulator";
import type { Env } from "./command";
import { type Languages, prepareLanguages } from "./machine";
import type { Sample, SectionName } from "./sample";

/** What all measurements of a run share. */
export class Context {
  private constructor(
    readonly emulator: Emulator,
    readonly languages: Languages,
    /** A folder for the run's stacks and caches. */
    readonly directory: string,
    readonly quick: boolean,
    readonly record: (sample: Sample) => void,
  ) {}

  static async start(
    quick: boolean,
    sections: ReadonlySet<SectionName>,
    record: (sample: Sample) => void,
  ): Promise<Context> {
    const languages = prepareLanguages(sections.has("one"), (text) => process.stderr.write(`${text}\n`));
    const directory = mkdtempSync(join(tmpdir(), "pulumi-algorithmia-bench-"));
    return new Context(await startEmulator(), languages, directory, quick, record);
  }

  /** Variables for each command: the CLI's settings, and the connection to the emulated cluster. */
  get env(): Env {
    return {
      PATH: this.languages.path,
      HOME: process.env["HOME"],
      XDG_CACHE_HOME: process.env["XDG_CACHE_HOME"],
      PULUMI_HOME: join(this.directory, "home"),
      PULUMI_CONFIG_PASSPHRASE: "passphrase",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      ALGORITHMIA_API: this.emulator.url,
      ALGORITHMIA_API_KEY: this.emulator.apiKey,
      // The empty resource doesn't connect to Bitbucket either.
      ALGORITHMIA_VERIFY_CONSUMER: "off",
    };
  }

  /** The number of repetitions. */
  times(full: number): number {
    return this.quick ? 1 : full;
  }

  async close(): Promise<void> {
    await this.emulator.close();
    rmSync(this.directory, { recursive: true, force: true });
  }
}
