import fc from "fast-check";
import { parseApiUrl } from "../../../client/connection/address";
import { failureFromResponse } from "../../../client/wire/parseResponse";
import type { ApiFailure } from "../../../client/transport/failure";
import { decideRetry } from "../../../client/retry/decideRetry";
import { parseRetryAfter } from "../../../client/transport/parseRetryAfter";
import { configurationFrom, createBody, errorBodyFrom, scmSchema } from "../../../client/wire/bodies";
import { sshUrlFailure, sshUrlWarning, webUrlFailure } from "../../../provider/inputs/urlFailures";

const text = fc.string({ unit: "grapheme", maxLength: 30 });
const optionalText = fc.option(text, { nil: undefined });

test("parses each shape of an error to the same id, code and message", () => {
  const detail = fc.record({ id: optionalText, code: fc.nat(9_999), message: optionalText });
  fc.assert(
    fc.property(detail, ({ id, code, message }) => {
      const json = JSON.parse(JSON.stringify({ id, code, message })) as object;
      const expected = {
        code,
        ...(id !== undefined && { errorId: id }),
        ...(message !== undefined && { serverMessage: message }),
      };
      expect(errorBodyFrom(json)).toEqual(expected);
      expect(errorBodyFrom({ error: json })).toEqual(expected);
      if (message !== undefined)
        expect(errorBodyFrom({ error: message })).toEqual({ serverMessage: message });
    }),
  );
});

test("returns success or one failure for a response of any status and text", () => {
  const response = fc.record({
    status: fc.integer({ min: 200, max: 599 }),
    text: fc.oneof(
      fc.json(),
      fc.string({ unit: "binary" }),
      fc.json().map((json) => json.slice(0, -1)),
    ),
  });
  fc.assert(
    fc.property(response, (received) => {
      const refusal = failureFromResponse(received);
      expect(refusal === undefined).toBe(received.status < 300);
      if (refusal !== undefined) expect(["api", "response", "network"]).toContain(refusal.kind);
    }),
  );
});

test("parses the body of a create as the same configuration, without its secret", () => {
  const urls = fc.record({ web: text, api: text, ssh: text });
  const configuration = fc.record(
    { id: text.filter((id) => id !== ""), enabled: fc.boolean(), name: text, urls, clientId: text },
    { requiredKeys: ["id", "enabled", "urls", "clientId"], noNullPrototype: true },
  );
  fc.assert(
    fc.property(configuration, (made) => {
      const body = createBody({ ...made, clientSecret: "planted-secret" }, "bitbucket-cloud");
      const read = configurationFrom(scmSchema.parse(JSON.parse(body)));
      expect(read).toEqual({ ...made, provider: "bitbucket-cloud" });
    }),
  );
});

test("reports a wait that a server requests in a readable form", () => {
  const digits = fc
    .tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 9 }))
    .map(([length, digit]) => String(digit).repeat(length));
  const year = fc
    .integer({ min: 1, max: 9_999 })
    .map((of) => `Thu, 01 Jan ${String(of).padStart(4, "0")} 00:00:00 GMT`);
  const run = {
    startedAt: 0,
    now: 0,
    deadlineAt: 120_000,
    readyUntil: 0,
    failures: 1,
    retries: 0,
    maxRetries: 5,
  };
  fc.assert(
    fc.property(fc.oneof(digits, year, fc.string()), (retryAfter) => {
      const asked = parseRetryAfter(retryAfter, null, 0);
      const failure: ApiFailure = {
        kind: "api",
        status: 503,
        ...(asked !== undefined && { retryAfterMs: asked }),
      };
      expect(asked === undefined || asked >= 0).toBe(true);
      const next = decideRetry(failure, run, 0.5);
      if ("waitMs" in next) expect(next.waitMs).toBeLessThan(run.deadlineAt);
      else {
        expect(next.stop).toMatch(
          /requested a wait of (?:more than a day|[\d.]+ s), which exceeds the deadline of 120 s$/,
        );
        expect(next.stop?.length).toBeLessThan(120);
      }
    }),
  );
});

test("reports an invalid address without the credentials in it", () => {
  const secret = fc.stringMatching(/^[a-zA-Z0-9]{12,30}$/).map((random) => `planted-${random}`);
  const place: fc.Arbitrary<(secret: string) => string> = fc.constantFrom(
    (s) => `https://jo:${s}@host.example`,
    (s) => `https://${s}@host.example/path`,
    (s) => `https://host.example/${s}`,
    (s) => `https://host.example?key=${s}`,
    (s) => `https://host.example/#${s}`,
    (s) => `ftp://jo:${s}@host.example`,
    (s) => `jo:${s}@host.example`,
    (s) => `ssh://git:${s}@host.example`,
    (s) => ` https://jo:${s}@host.example `,
    (s) => s,
  );
  fc.assert(
    fc.property(secret, place, (hidden, at) => {
      const raw = at(hidden);
      const address = parseApiUrl(raw);
      const told = [
        "failure" in address ? address.failure : "",
        webUrlFailure(raw, "website", "https://bitbucket.org") ?? "",
        sshUrlFailure(raw, "ssh://git@bitbucket.org") ?? sshUrlWarning(raw, "ssh://git@bitbucket.org") ?? "",
      ];
      expect(told.map((words) => words === "")).toEqual([false, false, false]);
      expect(told.join("\n").toLowerCase()).not.toContain(hidden.toLowerCase());
    }),
  );
});
