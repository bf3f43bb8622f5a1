import fc from "fast-check";
import type { ApiFailure, NetworkFailure } from "../../../client/transport/failure";
import {
  backoff,
  isAmbiguous,
  isRetryable,
  decideRetry,
  type RetryState,
} from "../../../client/retry/decideRetry";
import { parseRetryAfter } from "../../../client/transport/parseRetryAfter";

const status = (code: number, rest: Partial<ApiFailure> = {}): ApiFailure => ({
  kind: "api",
  status: code,
  ...rest,
});
const network = (rest: Partial<NetworkFailure> = {}): NetworkFailure => ({
  kind: "network",
  reason: "reset",
  detail: "",
  mayHaveArrived: true,
  permanent: false,
  ...rest,
});
const start: RetryState = {
  now: 0,
  startedAt: 0,
  readyUntil: 0,
  deadlineAt: 120_000,
  failures: 1,
  retries: 0,
  maxRetries: 5,
};

test("doubles the maximum of each wait up to a limit", () => {
  const longest = Array.from({ length: 8 }, (_, index) =>
    decideRetry(status(503), { ...start, failures: index + 1 }, 0.999_999_9),
  );
  expect(longest).toEqual(
    [500, 1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000].map((waitMs) => ({
      waitMs,
      countsAsRetry: true,
    })),
  );
  expect(decideRetry(status(503), { ...start, failures: 8 }, 0)).toEqual({ waitMs: 0, countsAsRetry: true });
});

test("never waits past the deadline or less than the server requested", () => {
  const progress = fc.record({
    now: fc.nat(200_000),
    failures: fc.integer({ min: 1, max: 60 }),
    retries: fc.nat(10),
  });
  const asked = fc.option(fc.nat(300_000));
  fc.assert(
    fc.property(
      progress,
      asked,
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (at, retryAfterMs, random) => {
        const failure = status(429, retryAfterMs === null ? {} : { retryAfterMs });
        const next = decideRetry(failure, { ...start, ...at }, random);
        if ("stop" in next) return;
        expect(at.retries).toBeLessThan(start.maxRetries);
        expect(at.now + next.waitMs).toBeLessThan(start.deadlineAt);
        expect(next.waitMs).toBeGreaterThanOrEqual(retryAfterMs ?? 0);
        expect(next.waitMs).toBeLessThanOrEqual(Math.max(backoff.maxMs, retryAfterMs ?? 0));
      },
    ),
  );
});

test.each([
  [408, true, true],
  [429, true, false],
  [500, true, true],
  [503, true, true],
  [400, false, false],
  [401, false, false],
  [404, false, false],
  [409, false, false],
])("classifies status %d: retryable %s, ambiguous %s", (code, passes, open) => {
  expect([isRetryable(status(code)), isAmbiguous(status(code))]).toEqual([passes, open]);
});

test.each([
  [4044, false],
  [2001, false],
  [5001, true],
  [4084, true],
  [9999, true],
])("classifies a 500 with code %d as retryable: %s", (code, passes) => {
  expect(isRetryable(status(500, { code }))).toBe(passes);
  expect(isAmbiguous(status(500, { code }))).toBe(passes);
});

test("doesn't retry a 400, even if its code is retryable", () => {
  expect(isRetryable(status(400, { code: 4084 }))).toBe(false);
});

test("retries a broken connection, but not an untrusted certificate", () => {
  expect(isRetryable(network())).toBe(true);
  expect(isRetryable(network({ reason: "tls", permanent: true }))).toBe(false);
});

test("treats an invalid success response as ambiguous", () => {
  expect(isAmbiguous({ kind: "response", problem: "html", status: 200, detail: "" })).toBe(true);
  expect(isAmbiguous({ kind: "response", problem: "redirect", status: 302, detail: "" })).toBe(false);
});

test("counts no retries and waits briefly while a cluster starts", () => {
  const waiting = { ...start, readyUntil: 60_000, failures: 30, retries: 5 };
  expect(decideRetry(status(503), waiting, 0.999_999_9)).toEqual({
    waitMs: backoff.maxWhileNotReadyMs,
    countsAsRetry: false,
  });
  expect(decideRetry(network({ reason: "refused", mayHaveArrived: false }), waiting, 0)).toEqual({
    waitMs: 0,
    countsAsRetry: false,
  });
  expect(decideRetry(status(500), waiting, 0)).toEqual({ stop: "gave up after 5 retries" });
  expect(decideRetry(status(503), { ...waiting, now: 60_000 }, 0)).toEqual({
    stop: "gave up after 5 retries",
  });
});

test("reads Retry-After as seconds or as a date only", () => {
  const now = Date.parse("2026-01-01T00:00:00Z");
  const read = (retryAfter: string | null) => parseRetryAfter(retryAfter, null, now);
  expect(read(null)).toBeUndefined();
  expect(read(" 3 ")).toBe(3_000);
  expect(read("Thu, 01 Jan 2026 00:01:00 GMT")).toBe(60_000);
  expect(read("Thu, 01 Jan 2015 00:01:00 GMT")).toBe(0);
  fc.assert(
    fc.property(fc.string(), (text) => {
      const ms = read(text);
      expect(ms === undefined || ms >= 0).toBe(true);
    }),
  );
});

test.each([
  ["of a server whose clock is an hour behind", "Wed, 31 Dec 2025 23:00:00 GMT", 60_000],
  ["of a server whose clock is an hour ahead", "Thu, 01 Jan 2026 01:00:00 GMT", 60_000],
  ["that can't be read", "now", 3_660_000],
])("compares a Retry-After date with the response's Date, %s", (_what, date, waitMs) => {
  const now = Date.parse("2026-01-01T00:00:00Z");
  const base = Number.isNaN(Date.parse(date)) ? now + 3_600_000 : Date.parse(date);
  const retryAfter = new Date(base + 60_000).toUTCString();

  expect(parseRetryAfter(retryAfter, date, now)).toBe(waitMs);
});
