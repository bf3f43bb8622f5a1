import { type QuirkChanges } from "../../emulator/src";
import { useEmulator } from "../support/shared";
import { ANY_STRING, call, createBody, matching, statusAndCode, URLS } from "./support";

const emulator = useEmulator();

async function createGetAndList(quirks: QuirkChanges, changes: object = {}) {
  emulator.setQuirks(quirks);
  const created = await call(emulator, "POST", "/v1/admin/scms", { body: createBody(changes) });
  const got = await call(emulator, "GET", "/v1/scms/bb");
  const listed = await call(emulator, "GET", "/v1/scms");
  const { results } = listed.json as { results: unknown[] };
  return [created.json, got.json, results[1]];
}

test.each([
  ["scm", { scm: { client_id: "consumer-key" } }],
  ["oauth", { oauth: { client_id: "consumer-key" } }],
  ["both", { scm: { client_id: "consumer-key" }, oauth: { client_id: "consumer-key" } }],
  ["neither", {}],
] as const)("returns the client id in %s with clientIdIn", async (clientIdIn, expected) => {
  for (const response of await createGetAndList({ clientIdIn })) {
    const { scm, oauth } = response as { scm?: unknown; oauth?: unknown };
    expect({ scm, oauth }).toEqual({ scm: undefined, oauth: undefined, ...expected });
  }
});

test.each([
  ["urls", "urls"],
  ["clientId", "scm"],
] as const)(
  "omits %s from only a create's or a list's response with createOmits and listOmits",
  async (omitted, field) => {
    const [created, got, listed] = await createGetAndList({ createOmits: [omitted] });
    expect(created).not.toHaveProperty(field);
    expect(got).toHaveProperty(field);
    expect(listed).toHaveProperty(field);

    emulator.reset();
    const [createdThen, gotThen, listedThen] = await createGetAndList({ listOmits: [omitted] });
    expect(createdThen).toHaveProperty(field);
    expect(gotThen).toHaveProperty(field);
    expect(listedThen).not.toHaveProperty(field);
  },
);

test("omits the default from responses, or returns null, with showsDefault", async () => {
  for (const response of await createGetAndList({ showsDefault: "omitted" }))
    expect(response).not.toHaveProperty("default");
  emulator.reset();
  for (const response of await createGetAndList({ showsDefault: "null" }))
    expect(response).toHaveProperty("default", null);
});

test("returns the web URL as an unset name with unsetNameIsWebUrl", async () => {
  for (const response of await createGetAndList({})) expect(response).not.toHaveProperty("name");
  emulator.reset();
  for (const response of await createGetAndList({ unsetNameIsWebUrl: true }))
    expect(response).toHaveProperty("name", URLS.web);
  expect(emulator.scm("bb")?.name).toBeUndefined();
  emulator.reset();
  for (const response of await createGetAndList({ unsetNameIsWebUrl: true }, { name: "Team" })) {
    expect(response).toHaveProperty("name", "Team");
  }
});

test("returns the provider bitbucket_cloud in each response with providerInAnswers", async () => {
  for (const response of await createGetAndList({ providerInAnswers: "bitbucket_cloud" })) {
    expect(response).toHaveProperty("provider", "bitbucket_cloud");
  }
});

test("rejects the OpenAPI's spelling with 4020 and accepts the other spelling with providerAtCreate", async () => {
  emulator.setQuirks({ providerAtCreate: "bitbucket_cloud" });
  expect(statusAndCode(await call(emulator, "POST", "/v1/admin/scms", { body: createBody() }))).toEqual([
    400, 4020,
  ]);
  const body = createBody({ provider: "bitbucket_cloud" });
  const { status, json } = await call(emulator, "POST", "/v1/admin/scms", { body });
  expect([status, json]).toMatchObject([201, { provider: "bitbucket-cloud" }]);
  expect(emulator.scm("bb")?.provider).toBe("bitbucket-cloud");
});

test.each([
  ["nested", { error: { id: ANY_STRING, code: 4009, message: ANY_STRING } }],
  ["flat", { id: ANY_STRING, code: 4009, message: ANY_STRING }],
  ["text", { error: matching(/could not be found/) }],
] as const)("returns the error shape %s with errorShape", async (errorShape, expected) => {
  emulator.setQuirks({ errorShape });
  const { status, json } = await call(emulator, "GET", "/v1/scms/gone");
  expect(status).toBe(404);
  expect(json).toEqual(expected);
});

test("returns undocumented properties in each configuration with extraFields", async () => {
  const known = ["id", "provider", "enabled", "default", "name", "scm", "oauth", "urls"];
  for (const response of await createGetAndList({ extraFields: true })) {
    expect(Object.keys(response as object).filter((key) => !known.includes(key))).not.toHaveLength(0);
  }
});

test.each([
  ["list", [403, 2001], [200, undefined]],
  ["get", [200, undefined], [403, 2001]],
] as const)("rejects only admin keys for %s with adminKeyRefused", async (read, listed, got) => {
  emulator.setQuirks({ adminKeyRefused: [read] });
  const responses = async (authorization: string) => [
    statusAndCode(await call(emulator, "GET", "/v1/scms", { authorization })),
    statusAndCode(await call(emulator, "GET", "/v1/scms/internal", { authorization })),
  ];
  const { admin, adminWithoutManagement, standard } = emulator.keys;
  expect(await responses(`Simple ${admin}`)).toEqual([listed, got]);
  expect(await responses(`Simple ${adminWithoutManagement}`)).toEqual([listed, got]);
  const open = [200, undefined];
  expect(await responses(`Simple ${standard}`)).toEqual([open, open]);
  expect(await responses(`Bearer ${emulator.mintJwt()}`)).toEqual([open, open]);
  expect((await call(emulator, "POST", "/v1/admin/scms", { body: createBody() })).status).toBe(201);
});

test.each([
  [["default", "enabled", "inUse"], 4041],
  [["enabled", "default", "inUse"], 4040],
  [["inUse", "enabled", "default"], 4043],
] as const)(
  "checks a delete in the order %j with deleteChecks, and rejects it with %i",
  async (deleteChecks, code) => {
    emulator.setQuirks({ deleteChecks: [...deleteChecks] });
    const { id } = emulator.seed({ default: true, inUse: true });
    expect(statusAndCode(await call(emulator, "DELETE", `/v1/admin/scms/${id}`))).toEqual([400, code]);
  },
);

test("adds quirks, ignores undefined quirks, and rejects unknown quirks", () => {
  emulator.setQuirks({ clientIdIn: "oauth" });
  emulator.setQuirks({ extraFields: true, clientIdIn: undefined });
  expect(emulator.quirks).toMatchObject({ clientIdIn: "oauth", extraFields: true, errorShape: "nested" });
  expect(() => emulator.setQuirks({ deleteChecks: ["default"] })).toThrow("each of the three checks once");
  expect(() => emulator.setQuirks({ clientIdIn: "nowhere" as "scm" })).toThrow("clientIdIn");
});
