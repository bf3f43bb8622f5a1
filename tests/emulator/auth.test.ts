import { createHmac } from "node:crypto";

import { useEmulator } from "../support/shared";
import { call, createBody, statusAndCode } from "./support";

const emulator = useEmulator();

const READS = [
  ["GET", "/v1/scms"],
  ["GET", "/v1/scms/bb"],
] as const;

const ADMIN_CALLS = [
  ["POST", "/v1/admin/scms"],
  ["PATCH", "/v1/admin/scms/bb"],
  ["DELETE", "/v1/admin/scms/bb"],
  ["POST", "/v1/admin/scms/bb/default"],
] as const;

beforeEach(() => emulator.seed({ id: "bb" }));

async function refusalOf(method: string, path: string, authorization: string | null) {
  const body = method === "POST" || method === "PATCH" ? createBody() : undefined;
  return statusAndCode(await call(emulator, method, path, { body, authorization }));
}

describe.each([...READS, ["GET", "/v1/scms/bb/oauth/status"] as const, ...ADMIN_CALLS])(
  "%s %s",
  (method, path) => {
    test.each([
      ["no Authorization", null],
      ["an unknown key", "Simple nobody"],
      ["an unknown key without a scheme", "nobody"],
      ["an empty key", "Simple "],
      ["another scheme", "Basic bm9ib2R5OmF0LWFsbA=="],
      ["no token at all", "Bearer x.y"],
    ])("rejects a request with %s: 401, 2002", async (_what, authorization) => {
      expect(await refusalOf(method, path, authorization)).toEqual([401, 2002]);
    });

    test("rejects a key in the place of a token, and the reverse", async () => {
      expect(await refusalOf(method, path, `Bearer ${emulator.apiKey}`)).toEqual([401, 2002]);
      expect(await refusalOf(method, path, `Simple ${emulator.mintJwt()}`)).toEqual([401, 2002]);
    });

    test("rejects an expired token: 401, 2002", async () => {
      expect(await refusalOf(method, path, `Bearer ${emulator.mintJwt({ expiresInSeconds: -1 })}`)).toEqual([
        401, 2002,
      ]);
    });
  },
);

test.each(READS)("accepts every key and a cluster admin's token for %s %s", async (method, path) => {
  const { admin, adminWithoutManagement, standard } = emulator.keys;
  for (const authorization of [
    `Simple ${admin}`,
    `Simple ${adminWithoutManagement}`,
    `Simple ${standard}`,
    `Bearer ${emulator.mintJwt()}`,
  ]) {
    expect((await call(emulator, method, path, { authorization })).status).toBe(200);
  }
});

test.each(ADMIN_CALLS)(
  "rejects a key without Management Access and a standard key for %s %s: 403, 2001",
  async (method, path) => {
    const before = emulator.scms();
    expect(await refusalOf(method, path, `Simple ${emulator.keys.adminWithoutManagement}`)).toEqual([
      403, 2001,
    ]);
    expect(await refusalOf(method, path, `Simple ${emulator.keys.standard}`)).toEqual([403, 2001]);
    expect(emulator.scms()).toEqual(before);
  },
);

test("accepts a cluster admin's token for a create", async () => {
  const authorization = `Bearer ${emulator.mintJwt()}`;
  const body = createBody({ id: "another" });
  expect((await call(emulator, "POST", "/v1/admin/scms", { body, authorization })).status).toBe(201);
});

test("accepts a key without a scheme like a key with the scheme Simple", async () => {
  const { admin, standard } = emulator.keys;
  expect((await call(emulator, "GET", "/v1/scms", { authorization: standard })).status).toBe(200);
  expect(await refusalOf("POST", "/v1/admin/scms/bb/default", standard)).toEqual([403, 2001]);
  const made = await call(emulator, "POST", "/v1/admin/scms/bb/default", { authorization: admin });
  expect(made.status).toBe(204);
});

test("rejects a token without a scheme", async () => {
  expect(await refusalOf("GET", "/v1/scms", emulator.mintJwt())).toEqual([401, 2002]);
});

test("rejects a token with another signature or without one", async () => {
  const [header, claims] = emulator.mintJwt().split(".");
  const forged = createHmac("sha256", "guess").update(`${header}.${claims}`).digest("base64url");
  const unsigned = Buffer.from('{"alg":"none"}').toString("base64url");
  for (const token of [`${header}.${claims}.${forged}`, `${unsigned}.${claims}.`]) {
    expect(await refusalOf("GET", "/v1/scms", `Bearer ${token}`)).toEqual([401, 2002]);
  }
});

test("doesn't show an unauthorized caller what exists", async () => {
  const authorization = `Simple ${emulator.keys.standard}`;
  expect(await refusalOf("DELETE", "/v1/admin/scms/gone", authorization)).toEqual([403, 2001]);
});
