import type { ReadingClient } from "../../client/api/readingClient";
import {
  type Connection,
  type ConnectionSource,
  readConnection,
  readRunSetting,
} from "../../client/connection/connection";
import type { RunSettingKey, RunSettingValue } from "../../client/connection/settings";
import type { ConsumerVerdict } from "../../client/consumer/verdict";
import { createCancellation } from "../../client/retry/operationRun";
import { createRedactor } from "../../client/redact/redactor";
import { verifiesCertificates } from "../../client/transport/verification";
import { ClusterDefault } from "./clusterDefault";
import { DeclaredResources } from "./declaredResources";
import { EngineRegister } from "./engineRegister";
import { ProviderError } from "./errors";
import { Deletions, KeptConfigurations, Replacements } from "./replacements";
import { type Log, Reporter } from "./reporter";

/** The cluster that a configuration is on, and its secrets. */
export interface ClusterTarget {
  readonly apiUrl: string;
  readonly consumerKey?: string;
  readonly consumerSecret?: string | null;
}

/**
 * The state of one provider process, from configure to exit. The engine starts a process for each up, refresh or destroy.
 */
export class ProviderRun {
  /** Its `cleanMessage` cleans every message of this process: reports, errors and check failures. */
  readonly redactor = createRedactor([]);
  readonly report: Reporter;
  readonly declared = new DeclaredResources();
  readonly kept: KeptConfigurations;
  readonly deletions: Deletions;
  readonly replacements = new Replacements();
  readonly clusterDefault = new ClusterDefault();
  /** URNs of resources that this run reads for an import. */
  readonly imported = new Set<string>();
  /** Bitbucket's verdicts on consumers, by consumer, and the websites without a response. */
  readonly verdicts = new Map<string, Promise<ConsumerVerdict>>();
  readonly silentWebsites = new Set<string>();
  readonly #source: ConnectionSource;
  #reading: ReturnType<typeof readConnection> | undefined;
  #client: ReadingClient | undefined;
  #warnedOfTls = false;
  readonly #cancellation = createCancellation();

  constructor(source: ConnectionSource, log: Log, engineAddress?: string) {
    this.#source = source;
    const register = new EngineRegister(engineAddress);
    this.kept = new KeptConfigurations(register);
    this.deletions = new Deletions(register);
    this.report = new Reporter(log, (text) => this.redactor.cleanMessage(text));
  }

  /** Runs one operation of a resource. Reports appear on the resource's row, and errors are redacted. */
  operate<T>(urn: string, operation: () => Promise<T>): Promise<T> {
    return this.report.forResource(urn, async () => {
      try {
        return await operation();
      } catch (error) {
        throw this.#cleaned(error);
      }
    });
  }

  // Any error may contain text from a server.
  #cleaned(error: unknown): unknown {
    if (error instanceof Error) {
      error.message = this.redactor.cleanMessage(error.message);
      if (error.stack !== undefined) error.stack = this.redactor.cleanMessage(error.stack);
    }
    return error;
  }

  /** Ends waits and reads at once, and writes under way a little later. No further request is sent. */
  cancel(): void {
    this.#cancellation.cancel();
  }

  /**
   * A setting of the run. The environment overrides the config, also for resources with an explicit provider, because the
   * setting isn't part of the connection.
   */
  setting<K extends RunSettingKey>(key: K): RunSettingValue<K> | undefined {
    const read = readRunSetting({ ...this.#source, env: process.env }, key);
    if ("value" in read) return read.value;
    throw new ProviderError(
      `The setting ${read.setting} ${read.reason}. Nothing was changed. Correct the setting and run again.`,
    );
  }

  /** The connection to the cluster, or the failures of its settings. */
  readConnection(): ReturnType<typeof readConnection> {
    this.#reading ??= readConnection(this.#source);
    return this.#reading;
  }

  /** The connection. Throws an error with all failures if a setting is invalid. */
  requireConnection(): Connection {
    const reading = this.readConnection();
    if ("failures" in reading) {
      throw new ProviderError(
        [
          "The connection to the cluster isn't configured:",
          ...reading.failures.map((f) => `${f.setting} ${f.reason}`),
        ].join("\n"),
      );
    }
    return reading.connection;
  }

  /**
   * A client of a configuration's cluster. Sends the credential only to the address that it was configured for, and redacts
   * the configuration's consumer from messages.
   */
  async clientFor({ apiUrl, consumerKey, consumerSecret }: ClusterTarget): Promise<ReadingClient> {
    const connection = this.requireConnection();
    if (connection.apiUrl !== apiUrl) {
      throw new ProviderError(
        `Connecting to ${apiUrl}, the cluster of this configuration, failed: the configured address and credential are ` +
          `for ${connection.apiUrl}, and a credential is never sent to another cluster. Set algorithmia:apiUrl and ` +
          `algorithmia:apiKey (or ALGORITHMIA_API and ALGORITHMIA_API_KEY) to those of ${apiUrl} and run again.`,
      );
    }
    if (this.#client === undefined) {
      // Loaded on first use, because check and diff use no HTTP client.
      const { createClusterClient } = await import("../../client/api/clusterClient");
      const { createReadingClient } = await import("../../client/api/readingClient");
      const { reportClientEvents } = await import("./clientEvents");
      this.warnOfUnverifiedTls(connection.baseUrl);
      this.#client ??= createReadingClient(
        createClusterClient(connection, reportClientEvents(this.report), {
          redactor: this.redactor,
          cancellation: this.#cancellation,
        }),
      );
    }
    this.#client.addSecrets(consumerKey ?? "", consumerSecret ?? "");
    return this.#client;
  }

  /** Warns once before a request over TLS if certificates aren't verified. */
  warnOfUnverifiedTls(url: string): void {
    if (this.#warnedOfTls || verifiesCertificates() || !url.startsWith("https:")) {
      return;
    }
    this.#warnedOfTls = true;
    this.report.warn(
      `NODE_TLS_REJECT_UNAUTHORIZED is 0, so the certificate of ${new URL(url).host} isn't verified, and anyone on the ` +
        `network path can read the credential and send responses. Unset NODE_TLS_REJECT_UNAUTHORIZED. For a private ` +
        `CA, set algorithmia:caCertificate (or ALGORITHMIA_CA_CERTIFICATE).`,
    );
  }
}
