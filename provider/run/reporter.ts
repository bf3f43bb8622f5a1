import { AsyncLocalStorage } from "node:async_hooks";
import { createRequire } from "node:module";
import type { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { outgoing } from "./outgoing";
import type { LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

/*
 * Words to the user, on the resource's own row. The host has no call for that: it is given the engine's
 * address as its second argument, where the engine serves its log (`pulumirpc.Engine/Log`).
 */

/** What an operation has to say, and of which resource. */
interface Row {
  readonly urn: string;
  /** Debug lines that are still to be sent. */
  readonly lines: string[];
}

const rows = new AsyncLocalStorage<Row>();
const said = new Set<string>();
// Long enough that an operation of some requests sends one message, short enough to watch one that hangs.
const debugDelayMs = 500;

/** Runs one operation of a resource, so that what it reports lands on that resource's row. */
export function reportingFor<T>(urn: string, operation: () => Promise<T>): Promise<T> {
  return rows.run({ urn, lines: [] }, async () => {
    try {
      return await operation();
    } finally {
      sendDebugLines();
    }
  });
}

/** Something that the user should act on or know before going on. */
export async function warn(message: string): Promise<void> {
  await write("WARNING", message);
}

/** Something that was done on the user's behalf. */
export async function info(message: string): Promise<void> {
  await write("INFO", message);
}

/** A warning that the engine's repeated calls would repeat. */
export async function warnOnce(message: string): Promise<void> {
  const key = `${rows.getStore()?.urn ?? ""} ${message}`;
  if (!said.has(key)) {
    said.add(key);
    await warn(message);
  }
}

/** Progress: shown while it lasts, and gone from the final output. */
export async function progress(message: string): Promise<void> {
  await write("INFO", message, true);
}

/** A line for who looks for a fault, shown with `--debug` alone. Those of an operation go together: each message has its price. */
export function debug(line: string): void {
  const row = rows.getStore();
  if (row === undefined || connect() === undefined) return;
  if (row.lines.length === 0) setTimeout(sendDebugLines, debugDelayMs).unref();
  row.lines.push(line);
}

function sendDebugLines(): void {
  const lines = rows.getStore()?.lines.splice(0) ?? [];
  if (lines.length > 0) void write("DEBUG", lines.join("\n"));
}

type Severity = keyof typeof LogSeverity;

async function write(severity: Severity, text: string, ephemeral = false): Promise<void> {
  const message = outgoing.cleanMessage(text);
  const engine = connect();
  if (engine === undefined) {
    console.error(message);
    return;
  }
  const request = new engine.proto.LogRequest();
  request.setSeverity(engine.proto.LogSeverity[severity]);
  request.setMessage(message);
  request.setUrn(rows.getStore()?.urn ?? "");
  request.setEphemeral(ephemeral);
  await new Promise<void>((resolve) => {
    engine.client.log(request, (error) => {
      if (error !== null && !ephemeral) {
        console.error(message);
      }
      resolve();
    });
  });
}

interface Engine {
  readonly client: EngineClient;
  readonly proto: typeof import("@pulumi/pulumi/proto/engine_pb");
}

let engine: Engine | undefined;

function connect(): Engine | undefined {
  const [, host, address] = process.argv;
  if (engine !== undefined || host === undefined || !isAddress(address)) {
    return engine;
  }
  // From the host's own copies: they are loaded already, and grpc is no dependency of ours.
  const load = createRequire(host);
  const grpc = load("@grpc/grpc-js") as typeof import("@grpc/grpc-js");
  const service = load(
    "@pulumi/pulumi/proto/engine_grpc_pb",
  ) as typeof import("@pulumi/pulumi/proto/engine_grpc_pb");
  engine = {
    client: new service.EngineClient(address, grpc.credentials.createInsecure()),
    proto: load("@pulumi/pulumi/proto/engine_pb") as Engine["proto"],
  };
  return engine;
}

function isAddress(address: string | undefined): address is string {
  return address !== undefined && /^[^:]+:\d+$/.test(address);
}
