import { setTimeout as sleep } from "node:timers/promises";
import type { Result } from "../transport/failure";
import { readConfiguration, readList, readNothing } from "../wire/readResponse";
import type { Connection } from "../connection/connection";
import { createOnce } from "./createOnce";
import type { ClientEvents } from "../retry/events";
import type { NewScmConfiguration, ScmConfiguration, ScmConfigurationChange } from "../wire/model";
import { type Call, idIsTaken } from "../retry/effort";
import { perform } from "../retry/perform";
import { createRedactor, type Redactor } from "../redact/redactor";
import { createSend } from "../retry/request";
import type { Clock } from "../retry/run";
import { sameUrl } from "../wire/sameUrl";
import { proxyFor } from "../transport/proxy";
import { createTransport, type Transport } from "../transport/transport";
import { updateBody } from "../wire/bodies";

/** The admin API of one cluster, as far as SCM configurations go. All failures are an `AlgorithmiaError`. */
export interface ClusterClient {
  list(): Promise<ScmConfiguration[]>;
  get(id: string): Promise<ScmConfiguration>;
  /**
   * The id must be new to the cluster: if it exists after a request whose response was lost, that request
   * created it.
   */
  create(body: NewScmConfiguration): Promise<ScmConfiguration>;
  update(id: string, change: ScmConfigurationChange): Promise<ScmConfiguration>;
  delete(id: string): Promise<void>;
  setDefault(id: string): Promise<void>;
  /** Keeps further secrets out of all that this client tells: a server may show what it was sent at any time. */
  guard(...secrets: readonly string[]): void;
}

/** What tests replace. */
export interface ClientDependencies extends Partial<Clock> {
  readonly transport?: Transport;
  /** Shared by who shows messages, so that they know what must not be shown. */
  readonly redactor?: Redactor;
}

/**
 * A client of the cluster that a connection names. It bounds how many requests are under way and keeps
 * connections open between them, so there should be one for all the work on a cluster.
 */
export function createClusterClient(
  connection: Connection,
  events: ClientEvents = {},
  replaced: ClientDependencies = {},
): ClusterClient {
  const { scheme, token } = connection.credential;
  const proxy = proxyFor(connection.baseUrl);
  const { redactor = createRedactor([]) } = replaced;
  for (const secret of [token, `${scheme} ${token}`, ...(proxy?.secrets ?? [])]) redactor.add(secret);
  const transport = replaced.transport ?? createTransport(connection, proxy);
  const clock: Clock = { now: () => performance.now(), sleep, random: Math.random, ...replaced };
  const { clean } = redactor;
  const send = createSend({ connection, transport, clock, clean, events });
  const carryOut = <T>(call: Call<T>): Promise<T> =>
    perform(call, { connection, send, clock, clean, events }).then((value) => {
      noteServerText(redactor, value);
      return value;
    });

  return {
    guard: (...secrets) => secrets.forEach((secret) => redactor.add(secret)),

    list: () =>
      carryOut({
        operation: "list",
        once: (run) => send(run, { operation: "list", id: "", read: readList }),
      }),

    get: (id) =>
      carryOut({
        operation: "get",
        configurationId: id,
        once: (run) => send(run, { operation: "get", id, read: readConfiguration(id) }),
      }),

    create(body) {
      redactor.add(body.clientId);
      redactor.add(body.clientSecret);
      return carryOut({
        operation: "create",
        configurationId: body.id,
        once: (run) => createOnce(body, connection.apiUrl, (request) => send(run, request)),
        reconcile(found) {
          if (found === undefined) return undefined;
          return isOf(found, body) ? { value: found } : { failure: idIsTaken };
        },
      });
    },

    update: (id, change) =>
      carryOut({
        operation: "update",
        configurationId: id,
        once: (run) =>
          send(run, { operation: "update", id, body: updateBody(change), read: readConfiguration(id) }),
        reconcile: (found) => (found !== undefined && shows(found, change) ? { value: found } : undefined),
      }),

    delete: (id) =>
      carryOut({
        operation: "delete",
        configurationId: id,
        once: (run) => send(run, { operation: "delete", id, read: readNothing }),
        reconcile: (found) => (found === undefined ? done : undefined),
      }),

    setDefault: (id) =>
      carryOut({
        operation: "setDefault",
        configurationId: id,
        once: (run) => send(run, { operation: "setDefault", id, read: readNothing }),
        reconcile: (found) => (found?.isDefault === true ? done : undefined),
      }),
  };
}

const done: Result<undefined> = { value: undefined };

// Every text of a configuration is the server's, and may end up in a message.
function noteServerText(redactor: Redactor, value: unknown): void {
  if (typeof value === "string") redactor.addServerText(value);
  else if (typeof value === "object" && value !== null) {
    for (const part of Object.values(value)) noteServerText(redactor, part);
  }
}

// What the cluster leaves out speaks for neither.
function isOf({ provider, clientId, urls }: ScmConfiguration, asked: NewScmConfiguration): boolean {
  return (
    provider === "bitbucket-cloud" &&
    (clientId === undefined || clientId === asked.clientId) &&
    (urls === undefined || sameUrl(urls.web, asked.urls.web))
  );
}

function shows(found: ScmConfiguration, { enabled, urls }: ScmConfigurationChange): boolean {
  const enabledAsAsked = enabled === undefined || found.enabled === enabled;
  const { web, api, ssh } = found.urls ?? {};
  return enabledAsAsked && (urls === undefined || (web === urls.web && api === urls.api && ssh === urls.ssh));
}
