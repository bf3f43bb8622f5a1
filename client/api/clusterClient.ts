import { setTimeout as sleep } from "node:timers/promises";
import type { Result } from "../transport/failure";
import { parseConfiguration, parseList, parseEmptyBody } from "../wire/parseResponse";
import type { Connection } from "../connection/connection";
import { createSendCreate } from "./sendCreate";
import type { ClientEvents } from "../retry/events";
import type { NewScmConfiguration, ScmConfiguration, ScmConfigurationChange } from "../wire/model";
import { type OperationCall, idConflict } from "../retry/attempts";
import { executeWithRetries } from "../retry/executeWithRetries";
import { createRedactor, type Redactor } from "../redact/redactor";
import { createSendRequest } from "../retry/sendRequest";
import type { Cancellation, Clock, WaitOptions } from "../retry/operationRun";
import { identicalUrls, sameUrl } from "../wire/hostUrls";
import { proxyFor } from "../transport/proxy";
import { createTransport, type Transport } from "../transport/transport";
import { updateBody } from "../wire/bodies";

/** The SCM configurations of one cluster, through its admin API. Every failure is an `AlgorithmiaError`. */
export interface ClusterClient {
  list(): Promise<ScmConfiguration[]>;
  get(id: string, wait?: WaitOptions): Promise<ScmConfiguration>;
  /**
   * Waits for a cluster that is still starting.
   *
   * The id must be new to the cluster: if it exists after a lost response, the client concludes that this request
   * created it.
   */
  create(body: NewScmConfiguration): Promise<ScmConfiguration>;
  update(id: string, change: ScmConfigurationChange): Promise<ScmConfiguration>;
  delete(id: string): Promise<void>;
  setDefault(id: string): Promise<void>;
  /** Redacts more secrets from errors and events: a server may return what it was sent at any time. */
  addSecrets(...secrets: readonly string[]): void;
}

/** Dependencies that tests replace. */
export interface ClientDependencies extends Partial<Clock> {
  readonly transport?: Transport;
  /** Shared with the code that prints messages, so that it redacts the same secrets. */
  readonly redactor?: Redactor;
  readonly cancellation?: Cancellation;
}

/**
 * Creates a client of a cluster. It limits concurrent requests and reuses connections, so use one client for all
 * operations on a cluster.
 */
export function createClusterClient(
  connection: Connection,
  events: ClientEvents = {},
  dependencies: ClientDependencies = {},
): ClusterClient {
  const { scheme, token } = connection.credential;
  const proxy = proxyFor(connection.baseUrl);
  const { redactor = createRedactor([]), cancellation } = dependencies;
  for (const secret of [token, `${scheme} ${token}`, ...(proxy?.secrets ?? [])]) redactor.add(secret);
  const transport = dependencies.transport ?? createTransport(connection, proxy);
  const clock: Clock = { now: () => performance.now(), sleep, random: Math.random, ...dependencies };
  const { clean } = redactor;
  const send = createSendRequest({ connection, transport, clock, clean, events, cancellation });
  const sendCreate = createSendCreate();
  const execute = <T>(call: OperationCall<T>): Promise<T> =>
    executeWithRetries(call, { connection, send, clock, clean, events, cancellation }).then((value) => {
      addServerTexts(redactor, value);
      return value;
    });

  return {
    addSecrets: (...secrets) => secrets.forEach((secret) => redactor.add(secret)),

    list: () =>
      execute({
        operation: "list",
        sendOnce: (run) => send(run, { operation: "list", id: "", parse: parseList }),
      }),

    get: (id, wait = {}) =>
      execute({
        operation: "get",
        configurationId: id,
        ...wait,
        sendOnce: (run) => send(run, { operation: "get", id, parse: parseConfiguration(id) }),
      }),

    create(body) {
      redactor.add(body.clientId);
      redactor.add(body.clientSecret);
      return execute({
        operation: "create",
        configurationId: body.id,
        waitsForCluster: true,
        sendOnce: (run) => sendCreate(body, (request) => send(run, request)),
        reconcile(found) {
          if (found === undefined) return undefined;
          return matchesRequest(found, body) ? { value: found } : { failure: idConflict };
        },
      });
    },

    update: (id, change) =>
      execute({
        operation: "update",
        configurationId: id,
        sendOnce: (run) =>
          send(run, { operation: "update", id, body: updateBody(change), parse: parseConfiguration(id) }),
        reconcile: (found) =>
          found !== undefined && reflectsChange(found, change) ? { value: found } : undefined,
      }),

    delete: (id) =>
      execute({
        operation: "delete",
        configurationId: id,
        sendOnce: (run) => send(run, { operation: "delete", id, parse: parseEmptyBody }),
        reconcile: (found) => (found === undefined ? done : undefined),
      }),

    setDefault: (id) =>
      execute({
        operation: "setDefault",
        configurationId: id,
        sendOnce: (run) => send(run, { operation: "setDefault", id, parse: parseEmptyBody }),
        reconcile: (found) => (found?.isDefault === true ? done : undefined),
      }),
  };
}

const done: Result<undefined> = { value: undefined };

// Every text of a configuration comes from the server and may become part of a message.
function addServerTexts(redactor: Redactor, value: unknown): void {
  if (typeof value === "string") redactor.addServerText(value);
  else if (typeof value === "object" && value !== null) {
    for (const part of Object.values(value)) addServerTexts(redactor, part);
  }
}

// A property that the cluster doesn't report matches.
function matchesRequest({ provider, clientId, urls }: ScmConfiguration, asked: NewScmConfiguration): boolean {
  return (
    provider === "bitbucket-cloud" &&
    (clientId === undefined || clientId === asked.clientId) &&
    (urls === undefined || sameUrl(urls.web, asked.urls.web))
  );
}

function reflectsChange(found: ScmConfiguration, { enabled, urls }: ScmConfigurationChange): boolean {
  const enabledAsAsked = enabled === undefined || found.enabled === enabled;
  const urlsAsAsked = urls === undefined || (found.urls !== undefined && identicalUrls(found.urls, urls));
  return enabledAsAsked && urlsAsAsked;
}
