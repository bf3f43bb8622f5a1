import { urlWarnings } from "../../../provider/inputs/parseInputs";
import { failuresOf, urls } from "../../support/checkInputs";

describe.each([
  ["web", "website"],
  ["api", "API URL"],
])("urls.%s", (property, what) => {
  test.each<[unknown, RegExp]>([
    [undefined, /^is required: a URL such as https:\/\//],
    [5, /^must be a URL such as https:\/\//],
    ["", /^is empty\. Enter the .* as https:\/\//],
    [" https://b.example.com", /contains whitespace.*as https:\/\/b\.example\.com$/],
    ["https://b.example.com\n", /contains whitespace.*as https:\/\/b\.example\.com$/],
    ["b.example.com", /^has no scheme\. Enter the .* as https:\/\/b\.example\.com$/],
    ["b.example.com:7990/x", /^has no scheme.* as https:\/\/b\.example\.com:7990$/],
    ["https://b.example.com?a=b", /^must not have a query.* as https:\/\/b\.example\.com$/],
    ["https://b.example.com/#x", /^must not have a query or fragment/],
    ["ftp://b.example.com", /^must start with https:\/\/\. .* as https:\/\/b\.example\.com$/],
    ["ssh://git@b.example.com", /^must start with https:\/\//],
    ["git@b.example.com:team/repo.git", /^has no scheme/],
    ["https://", /^isn't a URL/],
  ])("rejects %j with a correction", (value, reason) => {
    const failures = failuresOf({ urls: { ...urls, [property]: value } });
    expect(failures).toEqual({ [`urls.${property}`]: expect.stringMatching(reason) as string });
    if (typeof value === "string") expect(failures[`urls.${property}`]).toContain(what);
  });

  test.each([
    ["https://b.example.com/2.0", /has a path\. Enter the .* as https:\/\/b\.example\.com, unless/],
    ["http://b.example.com:80", /uses unencrypted http.* as https:\/\/b\.example\.com, unless/],
    ["http://bitbucket.localhost", /uses unencrypted http/],
    ["http://127.0.0.1.evil.example", /uses unencrypted http/],
  ])("accepts %j with a warning, because a cluster may accept it", (value, warning) => {
    const given = { ...urls, [property]: value };
    expect(failuresOf({ urls: given })).toEqual({});
    expect(urlWarnings(given)).toEqual([expect.stringMatching(warning)]);
  });

  test("rejects a user and password without repeating them", () => {
    const failures = failuresOf({
      urls: { ...urls, [property]: "https://jo:planted-pw@b.example.com" },
    });
    expect(failures[`urls.${property}`]).toMatch(/user or password.* as https:\/\/b\.example\.com$/);
  });

  test("accepts unencrypted http for a loopback address", () => {
    expect(failuresOf({ urls: { ...urls, [property]: "http://127.0.0.1:8080" } })).toEqual({});
  });
});

describe("urls.ssh", () => {
  test.each<[unknown, RegExp]>([
    [undefined, /^is required: a URL such as ssh:\/\/git@bitbucket\.org$/],
    ["", /^is empty\. .* as ssh:\/\/git@bitbucket\.org$/],
    [" ssh://git@b.example.com", /contains whitespace.* as ssh:\/\/git@b\.example\.com$/],
  ])("rejects %j with the correct form", (value, reason) => {
    expect(failuresOf({ urls: { ...urls, ssh: value } })).toEqual({
      "urls.ssh": expect.stringMatching(reason) as string,
    });
  });

  test.each<[string, RegExp]>([
    ["git@b.example.com:", /form of scp.* as ssh:\/\/git@b\.example\.com, unless/],
    ["git@b.example.com:team/repo.git", /form of scp.* as ssh:\/\/git@b\.example\.com, unless/],
    ["jo@b:team/repo.git", /form of scp.* as ssh:\/\/jo@b, unless/],
    ["git@b.example.com", /as ssh:\/\/git@b\.example\.com, unless/],
    ["b.example.com", /as ssh:\/\/git@b\.example\.com, unless/],
    ["ssh://b.example.com", /as ssh:\/\/git@b\.example\.com, unless/],
    ["ssh://git@b.example.com/", /as ssh:\/\/git@b\.example\.com, unless/],
    ["ssh://git@b.example.com:7999/team/repo.git", /as ssh:\/\/git@b\.example\.com:7999, unless/],
    ["ssh://git@b.example.com?x=y", /query\. .* as ssh:\/\/git@b\.example\.com, unless/],
    ["ssh://git@b.example.com:70000", /PORT/],
    ["https://b.example.com", /as ssh:\/\/git@b\.example\.com, unless/],
  ])("accepts %j with a warning, because a cluster may accept it", (value, warning) => {
    const given = { ...urls, ssh: value };
    expect(failuresOf({ urls: given })).toEqual({});
    expect(urlWarnings(given)).toEqual([expect.stringMatching(warning)]);
  });

  test.each(["ssh://git@b.example.com", "ssh://git@b.example.com:7999", "ssh://git@[::1]:22", "ssh://jo@b"])(
    "accepts %s",
    (ssh) => {
      expect(failuresOf({ urls: { ...urls, ssh } })).toEqual({});
      expect(urlWarnings({ ...urls, ssh })).toEqual([]);
    },
  );

  test("rejects a password without repeating it", () => {
    const failures = failuresOf({ urls: { ...urls, ssh: "ssh://git:planted-pw@b.example.com" } });
    expect(failures["urls.ssh"]).toMatch(/without a password.* as ssh:\/\/git@b\.example\.com$/);
  });
});

test.each([
  ["text", '{"web":"https://b.example.com"}'],
  ["an address", "https://b.example.com"],
  ["a list", [urls]],
  ["null", null],
])("rejects %s as urls", (_what, value) => {
  expect(failuresOf({ urls: value })).toEqual({
    urls: "must be an object with all of web, api and ssh",
  });
});

test("requires all three URLs if one is set", () => {
  const failures = failuresOf({ urls: { web: urls.web } });
  expect(Object.keys(failures)).toEqual(["urls.api", "urls.ssh"]);
});
