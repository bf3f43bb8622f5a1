import { inspect } from "node:util";
import { gzipSync } from "node:zlib";
import { type ClusterClient, createClusterClient } from "../../client/api/clusterClient";
import { isAlgorithmiaError } from "../../client/errors/algorithmiaError";
import { apiKey, clientSecret, connectionTo, id, newConfiguration, virtualTime } from "./support/fixtures";
import {
  json,
  raw,
  type Reaction,
  type Received,
  type ScriptedServer,
  scriptedServer,
} from "./support/server";

let server: ScriptedServer;

afterEach(() => server.close());

const everything = ({ headers, body }: Received): string => `${JSON.stringify(headers)} ${body}`;

/** A server that repeats what it got. */
const echoes: [string, Reaction][] = [
  [
    "as the message of an error",
    (...args) => json(400, { error: { code: 4020, message: everything(args[1]) } })(...args),
  ],
  [
    "as the error id",
    (...args) => json(400, { error: { id: everything(args[1]), code: 4020, message: "" } })(...args),
  ],
  [
    "in the flat shape",
    (...args) => json(400, { id: "x", code: 6001, message: everything(args[1]) })(...args),
  ],
  ["as an error that is text", (...args) => json(400, { error: everything(args[1]) })(...args)],
  ["as JSON", (...args) => json(200, { headers: args[1].headers, body: args[1].body })(...args)],
  ["as a web page", (...args) => raw(502, `<pre>${escaped(everything(args[1]))}</pre>`)(...args)],
  ["as base64", (...args) => raw(500, Buffer.from(everything(args[1])).toString("base64"))(...args)],
  ["as hex", (...args) => raw(500, Buffer.from(everything(args[1])).toString("hex"))(...args)],
  ["URL-encoded", (...args) => raw(500, encodeURIComponent(everything(args[1])))(...args)],
  [
    "with control characters in between",
    (...args) => raw(500, everything(args[1]).split("").join("\u0000"))(...args),
  ],
  ["cut off in the middle", (...args) => raw(500, upToMiddleOf(clientSecret, args[1]))(...args)],
  [
    "compressed",
    (...args) => raw(500, gzipSync(everything(args[1])), { "Content-Encoding": "gzip" })(...args),
  ],
  ["as the status line", (response, request) => response.writeHead(500, latin1(everything(request))).end()],
  [
    "in a redirect",
    (...args) =>
      raw(302, "", { Location: `https://e.example/?${encodeURIComponent(everything(args[1]))}` })(...args),
  ],
];

const calls: [string, (cluster: ClusterClient) => Promise<unknown>][] = [
  ["create", (cluster) => cluster.create(newConfiguration)],
  ["update", (cluster) => cluster.update(id, { enabled: true })],
  ["delete", (cluster) => cluster.delete(id)],
];

describe.each(calls)("%s", (_operation, call) => {
  test.each(echoes)("shows no secret of a response that echoes the request %s", async (_how, echo) => {
    server = await scriptedServer(...Array<Reaction>(4).fill(echo));
    const told: unknown[] = [];
    const events = {
      onRequest: (line: unknown) => told.push(line),
      onRetry: (info: unknown) => told.push(info),
    };
    const connection = connectionTo(server.url, { maxRetries: 1 });
    const error: unknown = await call(createClusterClient(connection, events, virtualTime())).catch(
      (thrown: unknown) => thrown,
    );

    expect(isAlgorithmiaError(error)).toBe(true);
    expect(server.received[0]?.headers.authorization).toContain(apiKey);
    const shown = [
      inspect(error, { depth: Infinity, showHidden: true }),
      JSON.stringify(error),
      String(error),
      (error as Error).stack ?? "",
      inspect(told, { depth: Infinity }),
    ].join("\n");
    for (const form of formsOf(apiKey).concat(formsOf(clientSecret))) expect(shown).not.toContain(form);
    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});

test("throws an error with neither a cause nor an id", async () => {
  server = await scriptedServer((_response, _request, socket) => socket.resetAndDestroy());
  const cluster = createClusterClient(connectionTo(server.url, { maxRetries: 0 }));
  const error: unknown = await cluster.get(id).catch((thrown: unknown) => thrown);

  expect(Object.getOwnPropertyNames(error)).not.toContain("id");
  expect(Object.getOwnPropertyNames(error)).not.toContain("cause");
});

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    escaped(secret),
    bytes.toString("hex"),
    bytes.toString("base64").replace(/=+$/, "").slice(0, -1),
    bytes.toString("base64url").slice(0, -1),
    secret.slice(0, secret.length / 2),
  ];
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function latin1(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, "?");
}

function upToMiddleOf(secret: string, { body, headers }: Received): string {
  const text = body === "" ? (headers.authorization ?? "") : body;
  const at = text.indexOf(JSON.stringify(secret).slice(1, 8));
  return text.slice(0, at < 0 ? text.length - 4 : at + secret.length / 2);
}
