import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ClusterProcess, type Emulators } from "./clusterProcess";
import { neutral } from "./environment";

/** What a demo has on this machine: a temporary directory and a cluster. Cleared whatever happens. */
export class Stage {
  readonly directory = mkdtempSync(join(tmpdir(), "pulumi-algorithmia-demo-"));
  readonly env: NodeJS.ProcessEnv;
  private cluster: ClusterProcess | undefined;

  constructor(
    env: NodeJS.ProcessEnv,
    readonly stop: AbortSignal,
  ) {
    // What programs forget in their temporary directory goes with ours.
    this.env = { ...neutral(env), TMPDIR: this.folder("tmp") };
  }

  /** Makes a private folder in the temporary directory. */
  folder(name: string): string {
    const folder = join(this.directory, name);
    mkdirSync(folder, { mode: 0o700 });
    return folder;
  }

  /** Keeps something in a file that its owner alone can read, and gives the file's name. */
  keep(name: string, content: string): string {
    const file = join(this.directory, name);
    writeFileSync(file, `${content}\n`, { mode: 0o600 });
    return file;
  }

  /** Starts the cluster, with Bitbucket beside it, and tells where they are. */
  async startCluster(apiKey: string): Promise<Emulators> {
    this.cluster = ClusterProcess.spawn({ apiKey, dataDirectory: this.folder("cluster"), env: this.env });
    return this.cluster.ready(this.stop);
  }

  /** Stops the cluster, removes the directory, and gives the code that the cluster ended with. */
  async clear(): Promise<number | null | undefined> {
    const { cluster } = this;
    this.cluster = undefined;
    try {
      return await cluster?.stop();
    } finally {
      rmSync(this.directory, { recursive: true, force: true, maxRetries: 3 });
    }
  }
}
