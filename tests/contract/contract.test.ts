import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { DEFAULT_QUIRKS, type Emulator, startEmulator } from "../../emulator/src";
import { ERRORS } from "../../emulator/src/cluster/model/errors";
import { LIFE } from "./behaviours/lifecycle";
import { LINKS } from "./behaviours/links";
import { QUIRKS } from "./behaviours/quirks";
import { REJECTIONS } from "./behaviours/rejections";
import { RULES } from "./behaviours/rules";
import { ContractCluster } from "./support/contractCluster";
import { type Deviation, deviationsOf } from "./support/deviations";
import { operationFor, operations } from "./support/document";
import { exceptionFor, type ExceptionName, EXCEPTIONS } from "./support/exceptions";
import { type Exchange, record, type Recorder } from "./support/recorder";

const ROOT = resolve(__dirname, "../..");
const { ALGORITHMIA_CONTRACT_API: realUrl, ALGORITHMIA_CONTRACT_API_KEY: realKey = "" } = process.env;
const onRealCluster = realUrl !== undefined && realUrl !== "";

const ALL = [...LIFE, ...REJECTIONS, ...RULES, ...LINKS, ...QUIRKS];
const BEHAVIOURS = onRealCluster ? ALL.filter(({ safe }) => safe === true) : ALL;

let emulator: Emulator | undefined;
let recorder: Recorder;
const seen: Exchange[] = [];
const needed = new Set<ExceptionName>();
const verified: string[] = [];
const uncovered: Deviation[] = [];

beforeAll(async () => {
  emulator = onRealCluster ? undefined : await startEmulator();
  recorder = await record(onRealCluster ? realUrl.replace(/\/(?:v1\/?)?$/, "") : (emulator?.url ?? ""));
});

afterAll(async () => {
  await recorder.close();
  await emulator?.close();
  if (onRealCluster) report();
});

test.each(BEHAVIOURS)("$name", async ({ name, quirks = {}, run }) => {
  emulator?.setQuirks(quirks);
  const cluster = new ContractCluster(recorder, emulator?.apiKey ?? realKey, emulator);
  try {
    await run(cluster);
  } finally {
    expect(await uncoveredBy(cluster)).toEqual([]);
  }
  verified.push(name);
});

/** Cleans up behind a behaviour, and gives the deviations of its exchanges that no exception covers. */
async function uncoveredBy(cluster: ContractCluster): Promise<Deviation[]> {
  const exchanges = await cluster.finish();
  seen.push(...exchanges);
  const found = exchanges.flatMap(deviationsOf).filter((deviation) => {
    const exception = exceptionFor(deviation);
    if (exception !== undefined) needed.add(exception);
    return exception === undefined;
  });
  uncovered.push(...found);
  return found;
}

/** What a real cluster was seen to do: for whoever marks the emulator's rules as verified. */
function report(): void {
  const path = process.env["ALGORITHMIA_CONTRACT_REPORT"] ?? join(ROOT, ".setup/contract-verified.json");
  mkdirSync(join(path, ".."), { recursive: true });
  const notVerified = BEHAVIOURS.map(({ name }) => name).filter((name) => !verified.includes(name));
  const notTried = ALL.filter(({ safe }) => safe !== true).map(({ name }) => name);
  const result = {
    cluster: realUrl,
    at: new Date(),
    verified,
    notVerified,
    notTried,
    exceptionsMet: [...needed],
    uncovered,
  };
  writeFileSync(path, `${JSON.stringify(result, undefined, 2)}\n`);
  process.stdout.write(`Verified ${verified.length} of ${BEHAVIOURS.length} behaviours: ${path}\n`);
}

test("returns no client secret and no write-only property in any response", () => {
  const secrets = seen.flatMap(({ body }) => /"client_secret":"([^"]+)"/.exec(body)?.[1] ?? []);
  expect(secrets.length).toBeGreaterThan(1);
  for (const { response } of seen) {
    expect(response).not.toContain("client_secret");
    for (const secret of secrets) expect(response).not.toContain(secret);
  }
});

const onEmulator = onRealCluster ? test.skip : test;

onEmulator("succeeded with each operation of the document on configurations", () => {
  const succeeded = new Set(
    seen.filter(({ status }) => status < 400).map(({ method, path }) => operationFor(method, path)?.id),
  );
  // Those are for Bitbucket Server, whose users link by tokens.
  const tokens = ["addScmConnection", "scmTokenStatus"];
  expect(operations.map(({ id }) => id).filter((id) => !succeeded.has(id))).toEqual(tokens);
});

onEmulator("met each error in the emulator's table of operations", () => {
  const readme = readFileSync(join(ROOT, "emulator/README.md"), "utf8");
  const rows = [...readme.matchAll(/^\| `(\w+) (\/v1\/\S+)` *\|[^|]*\|([^|]*)\|/gm)];
  expect(rows).toHaveLength(operations.length - 2);
  const promised = rows.flatMap(([, method = "", path = "", errors = ""]) => {
    const id = operationFor(method, path.replace("{id}", "x"))?.id ?? path;
    const codes = errors.replace("4080 to 4084", "4080, 4081, 4082, 4083, 4084").match(/\d{4}/g) ?? [];
    return codes.map((code) => `${id} ${code}`);
  });
  const met = new Set(
    seen.map(
      ({ method, path, response }) =>
        `${operationFor(method, path)?.id ?? path} ${/"code":(\d+)/.exec(response)?.[1] ?? ""}`,
    ),
  );
  expect(promised.filter((error) => !met.has(error))).toEqual([]);
});

onEmulator("each error of the emulator's was met", () => {
  const met = new Set(
    seen.map(({ status, response }) => `${status} ${/"code":(\d+)/.exec(response)?.[1] ?? ""}`),
  );
  const all = Object.values(ERRORS).map(({ status, code }) => `${status} ${code ?? ""}`);
  expect(all.filter((error) => !met.has(error))).toEqual([]);
});

onEmulator("each quirk was tried", () => {
  const tried = new Set(BEHAVIOURS.flatMap(({ quirks = {} }) => Object.keys(quirks)));
  expect(Object.keys(DEFAULT_QUIRKS).filter((name) => !tried.has(name))).toEqual([]);
});

onEmulator("each exception is needed", () => {
  expect(EXCEPTIONS.map(({ name }) => name).filter((name) => !needed.has(name))).toEqual([]);
});
