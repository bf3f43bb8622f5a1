import { writeFileSync } from "node:fs";
import { inspect } from "node:util";
import { createClusterClient } from "../../client/api/clusterClient";
import { operations } from "../../client/wire/operations";
import { type Emulator, startEmulator } from "../../emulator/src";
import { findSecrets } from "../support/secrets";
import { useEmulator } from "../support/shared";
import { type Cell, cellsOf, endingOf, MAX_RETRIES } from "./faultMatrix/expected";
import { faults } from "./faultMatrix/faults";
import { authority, startFaultProxy } from "./faultMatrix/faultProxy";
import { type Tried, triedOperations } from "./faultMatrix/operations";
import { flood } from "./faultMatrix/reactions";
import { tableOf, wordsFor } from "./faultMatrix/table";
import { apiKey, clientSecret, connectionTo, virtualTime } from "./support/fixtures";

const DEADLINE_MS = 60_000;
// Long enough on a busy machine for the cluster to act (300 ms), and for an attempt without a fault (1 s).
const attemptMs = ({ reach, tried }: Cell): number =>
  reach === "all" || (reach === "own" && !tried.writes) ? 300 : 1_000;

const emulator = useEmulator({ apiKey });
const outcomes = new Map<Cell, string>();

afterAll(() => {
  const file = process.env["FAULTS_TABLE"];
  if (file !== undefined) writeFileSync(file, tableOf(outcomes));
});

/** What an operation does to a cluster that nothing is wrong with. */
async function undisturbed({ call, prepare }: Tried) {
  emulator.reset();
  prepare(emulator);
  const before = emulator.scms();
  const value = await call(createClusterClient(connectionTo(emulator.url)));
  return { before, value, after: emulator.scms() };
}

const cells = faults.flatMap((fault) => triedOperations.flatMap((tried) => cellsOf(tried, fault)));

/** Runs one cell against an emulator of its own or a shared one, without judging it. */
async function run(cell: Cell, cluster: Emulator) {
  const { tried } = cell;
  cluster.reset();
  tried.prepare(cluster);
  const proxy = await startFaultProxy(cluster, { ...cell, method: operations[tried.operation].method });
  const time = virtualTime();
  const events: unknown[] = [];
  const connection = connectionTo(proxy.url, {
    attemptTimeoutMs: timesOut(cell) ? attemptMs(cell) : 5_000,
    deadlineMs: DEADLINE_MS,
    maxRetries: MAX_RETRIES,
    ...(proxy.url.startsWith("https:") && { caCertificate: authority.cert }),
  });
  const record = {
    onRequest: (event: unknown) => events.push(event),
    onRetry: (event: unknown) => events.push(event),
  };
  const startedAt = performance.now();
  const result: { value?: unknown; error?: Error } = await tried
    .call(createClusterClient(connection, record, time))
    .then(
      (value) => ({ value }),
      (error: unknown) => ({ error: error as Error }),
    )
    .finally(() => proxy.close());
  const tookMs = performance.now() - startedAt;
  return {
    proxy,
    result,
    events,
    waits: time.waits,
    tookMs,
    held: cluster.scms(),
    secret: secretHeld(tried, cluster),
  };
}

// Cells that wait for timeouts run at the same time, each with its own emulator.
let timedOut: Map<Cell, Awaited<ReturnType<typeof run>>>;
beforeAll(async () => {
  const waiting: [Cell, Emulator][] = [];
  for (const cell of cells.filter(timesOut)) waiting.push([cell, await startEmulator({ apiKey })]);
  timedOut = new Map(
    await Promise.all(waiting.map(async ([cell, own]) => [cell, await run(cell, own)] as const)),
  );
  for (const [, own] of waiting) await own.close();
});

describe.each(triedOperations)("$operation", (tried) => {
  const own = cells.filter((cell) => cell.tried === tried);
  let right: Awaited<ReturnType<typeof undisturbed>>;

  beforeAll(async () => {
    right = await undisturbed(tried);
  });

  test.each(
    own.map((cell): [string, Cell] => [
      `${cell.fault.name}, ${cell.committed ? "after" : "before"} the cluster acted, for ${cell.reach}`,
      cell,
    ]),
  )("%s", async (_name, cell) => {
    const { fault, committed } = cell;
    const { proxy, result, events, waits, tookMs, held, secret } =
      timedOut.get(cell) ?? (await run(cell, emulator));

    const ending = endingOf(cell);
    outcomes.set(cell, wordsFor(ending));
    if (ending === "success") {
      expect(result).toEqual({ value: right.value });
      expect(held).toEqual(right.after);
      expect(proxy.received.length).toBeLessThanOrEqual(3);
    } else {
      expectError(result.error, { tried, url: proxy.url, ending });
      expect(held).toEqual(committed ? right.after : right.before);
      if (typeof fault.strikes === "function") {
        const attempts = ending["attempts"] as number;
        // On a busy machine an attempt's time may expire before its request reached the server.
        if (timesOut(cell)) expect(proxy.received.length).toBeLessThanOrEqual(attempts);
        else expect(proxy.received).toHaveLength(attempts);
      }
    }
    if (committed || ending === "success") expect(secret).toBe(clientSecret);
    expect(tookMs).toBeLessThan(10_000);
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(DEADLINE_MS);
    const shown = [
      inspect(result.error, { depth: Infinity, showHidden: true }),
      JSON.stringify(result),
      inspect(events),
    ];
    expect(findSecrets(shown.join("\n"), [apiKey, clientSecret])).toEqual([]);
  });
});

function expectError(
  error: unknown,
  { tried, url, ending }: { tried: Tried; url: string; ending: Readonly<Record<string, unknown>> },
): void {
  const { method, path } = operations[tried.operation];
  const { advice, retryStopReason, ...fields } = ending;
  expect(error).toMatchObject({
    ...fields,
    operation: tried.operation,
    method,
    path: path(tried.configurationId ?? ""),
    apiUrl: url,
    configurationId: tried.configurationId,
    elapsedMs: expect.any(Number) as number,
    advice: expect.stringMatching(advice as RegExp) as string,
    retryStopReason:
      retryStopReason === undefined
        ? undefined
        : (expect.stringMatching(retryStopReason as RegExp) as string),
  });
  const shown = error as {
    message: string;
    advice: string;
    attempts: number;
    elapsedMs: number;
    errorId?: string;
  };
  expect(shown.elapsedMs).toBeGreaterThanOrEqual(0);
  expect(shown.elapsedMs).toBeLessThan(DEADLINE_MS);
  const expectedTexts = [
    url,
    tried.configurationId,
    shown.errorId,
    `${shown.attempts} request`,
    shown.advice,
  ];
  for (const text of expectedTexts) expect(shown.message).toContain(text ?? "");
}

// The secret of what the operation leaves there; a deleted one has none.
function secretHeld(
  { operation, configurationId = "internal" }: Tried,
  cluster: Emulator,
): string | undefined {
  return operation === "delete" || operation === "list" ? clientSecret : cluster.secretOf(configurationId);
}

function timesOut({ fault }: Cell): boolean {
  return ["no response", "slow drip"].includes(fault.name);
}

test("stops reading endless responses near the limit of each operation", () => {
  const endless = cells.filter(({ fault }) => fault.name === "200 without end");
  expect(endless.length).toBeGreaterThan(10);
  // 16 MiB for a list, 1 MiB for the others, and what the sockets' buffers take.
  expect(flood.bytes).toBeLessThan(endless.length * 8 * 1024 * 1024 + 2 * 16 * 1024 * 1024);
});
