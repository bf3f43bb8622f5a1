import fc from "fast-check";
import {
  configurationFrom,
  createBody,
  errorBodyFrom,
  scmSchema,
  updateBody,
} from "../../../client/wire/bodies";
import { clientSecret, id, newConfiguration, urls, wire } from "../../client/support/fixtures";

const read = (json: unknown) => configurationFrom(scmSchema.parse(json));

test.each([
  ["under scm", { scm: { client_id: "k" } }],
  ["under oauth", { oauth: { client_id: "k" } }],
  ["under both", { scm: { client_id: "k" }, oauth: { client_id: "k" } }],
  ["under oauth, beside an scm of another type", { scm: { project_key: "p" }, oauth: { client_id: "k" } }],
])("reads the client id %s", (_where, part) => {
  expect(read({ id, provider: "bitbucket-cloud", ...part })).toEqual({
    id,
    provider: "bitbucket-cloud",
    clientId: "k",
  });
});

test("omits members that the cluster omits or sends as null", () => {
  const nothing = { enabled: null, name: null, default: null, urls: null, scm: null, oauth: null };
  expect(read({ id, provider: "github", ...nothing })).toEqual({ id, provider: "github" });
});

test("reads both spellings of Bitbucket Cloud, and distinguishes Bitbucket Server", () => {
  expect(read({ id, provider: "bitbucket_cloud" }).provider).toBe("bitbucket-cloud");
  expect(read({ id, provider: "bitbucket" }).provider).toBe("bitbucket");
});

test("reads all three urls or none", () => {
  expect(read({ ...wire, urls: { web: urls.web } })).not.toHaveProperty("urls");
  expect(read(wire).urls).toEqual(urls);
});

test("ignores unknown members", () => {
  const known = new Set(Object.keys(scmSchema.shape));
  const extra = fc.dictionary(
    fc.string().filter((key) => !known.has(key)),
    fc.jsonValue(),
  );
  fc.assert(fc.property(extra, (members) => expect(read({ ...members, ...wire })).toEqual(read(wire))));
});

test("discards a client secret that a cluster returned", () => {
  expect(
    JSON.stringify(read({ ...wire, oauth: { client_id: "k", client_secret: clientSecret } })),
  ).not.toContain("secret");
});

test("writes only the requested members to bodies", () => {
  const superfluous = { ...newConfiguration, other: 1, urls: { ...urls, other: 1 } };
  expect(Object.keys(JSON.parse(createBody(superfluous, "bitbucket-cloud")) as object)).toEqual([
    "id",
    "provider",
    "enabled",
    "name",
    "urls",
    "oauth",
  ]);
  expect(JSON.parse(updateBody({ urls: superfluous.urls }))).toEqual({ urls });
});

test.each([
  [{ error: { id: "e", code: 4043, message: "m" } }, { errorId: "e", code: 4043, serverMessage: "m" }],
  [{ error: { code: 4043, message: "m" } }, { code: 4043, serverMessage: "m" }],
  [
    { id: "e", code: 4043, message: "m" },
    { errorId: "e", code: 4043, serverMessage: "m" },
  ],
  [{ error: "text" }, { serverMessage: "text" }],
  [{ error: { code: "4043" } }, { code: 4043 }],
  [{ message: "Forbidden" }, { serverMessage: "Forbidden" }],
  [{ error: { id: 7, code: 4043, message: { deep: 1 } } }, { code: 4043 }],
  [{ oops: 1 }, undefined],
  [{ error: {} }, undefined],
  ["text", undefined],
  [null, undefined],
  [[], undefined],
])("parses the error body %j", (json, expected) => {
  expect(errorBodyFrom(json)).toEqual(expected);
});

test("doesn't throw for any JSON as an error body", () => {
  fc.assert(fc.property(fc.jsonValue(), (json) => expect(() => errorBodyFrom(json)).not.toThrow()));
});
