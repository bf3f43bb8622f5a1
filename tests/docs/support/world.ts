import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../../emulator/src";
import { pulumiEnvironment, ROOT, temporaryDirectory } from "../../support/environment";
import { type Internet, startInternet } from "./internet";
import { type Ran, Shell } from "./shell";

/** The values of the placeholders on the pages. */
const PLACEHOLDERS: Readonly<Record<string, string>> = {
  CLUSTER_DOMAIN: "algorithmia.example.com",
  STAGING_DOMAIN: "staging.example.com",
  NEW_DOMAIN: "algorithmia.example.org",
};

/** The environment of a page's reader: a cluster, Bitbucket, and a Pulumi project with the quickstart's program. */
export class World {
  readonly directory = temporaryDirectory("page");
  readonly project = join(this.directory, "project");
  emulator!: Emulator;
  staging!: Emulator;
  shell!: Shell;
  /** The consumer in Bitbucket. */
  consumer!: { readonly key: string; readonly secret: string };
  private internet!: Internet;

  /** @param makeProject - Creates the files in the directory of the page's commands. */
  static async create(makeProject = makeQuickstart): Promise<World> {
    const world = new World();
    try {
      makeProject(world.project);
      await world.open();
    } catch (error) {
      await world[Symbol.asyncDispose]();
      throw error;
    }
    return world;
  }

  private async open(): Promise<void> {
    this.emulator = await startEmulator({ dataDir: join(this.directory, "cluster") });
    this.staging = await startEmulator();
    this.internet = await startInternet({
      "algorithmia.example.com": () => this.emulator.port,
      "algorithmia.example.org": () => this.emulator.port,
      "staging.example.com": () => this.staging.port,
      "bitbucket.org": () => this.emulator.bitbucket.port,
    });
    const authority = join(this.directory, "authority.pem");
    writeFileSync(authority, this.internet.authority);
    this.shell = new Shell(this.folder("shell"), this.project, {
      ...pulumiEnvironment(this.folder("backend")),
      // The language host doesn't remove its pipes from the temporary folder.
      TMPDIR: this.folder("tmp"),
      HTTPS_PROXY: this.internet.proxy,
      NO_PROXY: "127.0.0.1,localhost",
      NODE_EXTRA_CA_CERTS: authority,
      PULUMI_SKIP_CONFIRMATIONS: "true",
      // Another test type-checks the programs.
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    });
    this.addConsumer();
    this.shell.answers["algorithmia:apiKey"] = this.emulator.apiKey;
  }

  /** Creates a consumer in Bitbucket as the vendor's page describes. Later prompts get its key and secret. */
  addConsumer(): void {
    this.consumer = this.emulator.bitbucket.addConsumer({ callbackUrl: "https://algorithmia.example.com" });
    this.shell.answers["consumerKey"] = this.consumer.key;
    this.shell.answers["consumerSecret"] = this.consumer.secret;
  }

  /** Runs a block with replaced placeholders. Fails if the block fails. */
  async run(block: string): Promise<Ran> {
    const ran = await this.shell.run(this.filledIn(block));
    if (ran.code !== 0) throw new Error(`ended with ${ran.code}:\n${block}\n${ran.output}`);
    return ran;
  }

  /** Replaces the placeholders and the emulator's default addresses in a text. */
  filledIn(text: string): string {
    const { url, bitbucket } = this.emulator;
    const values = { ...PLACEHOLDERS, "http://127.0.0.1:8080": url, "http://127.0.0.1:8081": bitbucket.url };
    return Object.entries(values).reduce((filled, [name, value]) => filled.replaceAll(name, value), text);
  }

  /** Deploys the quickstart's stack, for pages about an existing stack. */
  async bringUp(): Promise<void> {
    await this.configure();
    await this.run("pulumi up --skip-preview");
  }

  /** A stack with the quickstart's config. */
  async configure(): Promise<void> {
    await this.run(`pulumi stack init production
pulumi config set algorithmia:apiUrl https://CLUSTER_DOMAIN
pulumi config set --secret algorithmia:apiKey
pulumi config set --secret consumerKey
pulumi config set --secret consumerSecret`);
  }

  /** Restarts the cluster, by default with the same data. Later prompts get its admin's key. */
  async restartCluster(options: EmulatorOptions): Promise<void> {
    await this.emulator.close();
    this.emulator = await startEmulator({ dataDir: join(this.directory, "cluster"), ...options });
    this.shell.answers["algorithmia:apiKey"] = this.emulator.apiKey;
  }

  /** The cluster's only Bitbucket Cloud configuration. */
  get held(): ReturnType<Emulator["scms"]>[number] {
    const [only, ...others] = this.emulator.scms().filter(({ provider }) => provider === "bitbucket-cloud");
    if (only === undefined || others.length > 0)
      throw new Error("The cluster doesn't have exactly one configuration");
    return only;
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.project, file), text);
  }

  folder(name: string): string {
    const folder = join(this.directory, name);
    mkdirSync(folder);
    return folder;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // If the start failed, some are missing.
    type Opened = { close(): Promise<void> } | undefined;
    const opened: readonly Opened[] = [this.internet, this.emulator, this.staging];
    await Promise.all(opened.map(async (one) => one?.close()));
    rmSync(this.directory, { recursive: true, force: true });
  }
}

function makeQuickstart(project: string): void {
  const packages = join(project, "node_modules");
  mkdirSync(join(packages, ".bin"), { recursive: true });
  symlinkSync(ROOT, join(packages, "pulumi-algorithmia"));
  symlinkSync(join(ROOT, "dist/cli/main.js"), join(packages, ".bin/pulumi-algorithmia"));
  for (const name of ["@pulumi", "@types", "typescript"]) {
    symlinkSync(join(ROOT, "node_modules", name), join(packages, name));
  }
  for (const file of ["Pulumi.yaml", "index.ts", "package.json", "tsconfig.json"]) {
    cpSync(join(ROOT, "examples/quickstart", file), join(project, file));
  }
}
