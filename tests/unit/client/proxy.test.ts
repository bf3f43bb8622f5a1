import { proxyFor } from "../../../client/transport/proxy";

const proxied = { HTTPS_PROXY: "http://one:1", HTTP_PROXY: "http://one:1" };

function hostFor(address: string, env: NodeJS.ProcessEnv): string | undefined {
  const proxy = proxyFor(address, env);
  return proxy !== undefined && "url" in proxy ? proxy.url.host : undefined;
}

test.each([
  [{ HTTPS_PROXY: "http://one:1", http_proxy: "http://two:2" }, "one:1", "two:2"],
  [{ https_proxy: "http://one:1", HTTP_PROXY: "http://two:2" }, "one:1", "two:2"],
  [{ HTTPS_PROXY: "http://one:1", https_proxy: "http://other:1" }, "one:1", undefined],
  [{ HTTPS_PROXY: "", https_proxy: "http://one:1" }, "one:1", undefined],
  [{ HTTP_PROXY: "http://two:2" }, undefined, "two:2"],
  [{ ALL_PROXY: "http://all:3" }, "all:3", "all:3"],
  [{ all_proxy: "http://all:3", HTTPS_PROXY: "http://one:1" }, "one:1", "all:3"],
  [{}, undefined, undefined],
])("reads the proxies of https and http from %j", (env, ofHttps, ofHttp) => {
  expect(hostFor("https://cluster.example", env)).toBe(ofHttps);
  expect(hostFor("http://cluster.example", env)).toBe(ofHttp);
});

test.each([
  ["http://one:3128", "http://one:3128"],
  ["http://one", "http://one"],
  ["HTTP://ONE:3128/", "http://one:3128"],
  ["https://one:3128/path", "https://one:3128"],
  ["one:3128", "http://one:3128"],
  ["one", "http://one"],
  ["10.1.2.3:3128", "http://10.1.2.3:3128"],
  ["[fd00::1]:3128", "http://[fd00::1]:3128"],
  [" http://one:3128 ", "http://one:3128"],
  ["joe:secret@one:3128", "http://one:3128"],
])("reads the proxy %j as %s", (value, origin) => {
  expect(proxyFor("https://cluster.example", { HTTPS_PROXY: value })).toMatchObject({
    url: expect.objectContaining({ origin }) as URL,
  });
});

test.each([
  "socks5://s3cret",
  "s3cret://one:1",
  "s3cret:x",
  "http://s3cret:%zz@one",
  "http://s3cret:a/b@one",
])("doesn't show the unusable proxy %j in its problem", (value) => {
  const proxy = proxyFor("https://cluster.example", { HTTPS_PROXY: value });

  expect(proxy).toHaveProperty("problem", expect.not.stringContaining("s3cret"));
});

/*
 * Compared with curl 7.88 and golang.org/x/net/http/httpproxy 0.62: "curl" and "Go" are said where only one of them
 * excludes the address, "neither" where an entry is read although both proxy the address.
 */
const exclusions: readonly (readonly [noProxy: string, excluded: string[], proxied: string[]])[] = [
  ["", [], ["cluster.example"]],
  // Names, with what is below them. curl: a leading dot, and a trailing dot on either side. Go: *.
  ["cluster.example", ["cluster.example", "api.cluster.example"], ["mycluster.example", "example"]],
  ["example", ["cluster.example"], ["cluster.example.net"]],
  [".cluster.example", ["cluster.example", "api.cluster.example"], ["mycluster.example"]],
  ["*.cluster.example", ["api.cluster.example"], ["cluster.example", "mycluster.example"]],
  ["*cluster.example", [], ["cluster.example", "mycluster.example"]],
  ["cluster.example.", ["cluster.example", "cluster.example.", "api.cluster.example"], []],
  ["cluster.example", ["cluster.example."], []],
  ["CLUSTER.Example", ["cluster.example"], []],
  ["bücher.example", ["xn--bcher-kva.example"], []],
  ["xn--bcher-kva.example", ["xn--bcher-kva.example"], []],
  // Everything. Go: as one of several entries.
  ["*", ["cluster.example", "10.1.2.3", "[fd00::1]"], []],
  ["other.example,*", ["cluster.example"], []],
  // Lists. curl: separated by spaces alone.
  ["other.example, cluster.example", ["cluster.example"], ["third.example"]],
  ["other.example cluster.example", ["cluster.example"], ["third.example"]],
  [" , ,cluster.example,", ["cluster.example"], ["third.example"]],
  // Ports: Go.
  ["cluster.example:443", ["cluster.example"], ["cluster.example:8443"]],
  ["cluster.example:8443", ["cluster.example:8443", "api.cluster.example:8443"], ["cluster.example"]],
  [".example:443", ["cluster.example"], ["cluster.example:8443"]],
  ["cluster.example:", ["cluster.example", "cluster.example:8443"], []],
  ["cluster.example:https", [], ["cluster.example"]],
  ["10.1.2.3:443", ["10.1.2.3"], ["10.1.2.3:8443"]],
  ["[fd00::1]:443", ["[fd00::1]"], ["[fd00::1]:8443"]],
  // Addresses and ranges. Go: IPv6 ranges, other spellings, IPv4-mapped addresses. Neither: brackets without a port.
  ["10.1.2.3", ["10.1.2.3", "10.1.2.3:8443", "[::ffff:10.1.2.3]"], ["10.1.2.4", "api.10.1.2.3.example"]],
  ["10.0.0.0/8", ["10.1.2.3"], ["11.1.2.3", "ten.example", "[fd00::1]"]],
  ["10.9.9.9/8", ["10.1.2.3"], []],
  ["10.1.2.3/32", ["10.1.2.3"], ["10.1.2.4"]],
  ["0.0.0.0/0", ["10.1.2.3"], ["[fd00::1]", "cluster.example"]],
  ["fd00::1", ["[fd00::1]", "[fd00::1]:8443"], ["[fd00::2]"]],
  ["FD00:0:0::1", ["[fd00::1]"], []],
  ["[fd00::1]", ["[fd00::1]"], ["[fd00::2]"]],
  ["fd00::/8", ["[fd00::1]", "[fdff::1]"], ["[fe00::1]", "10.1.2.3"]],
  ["::/0", ["[fd00::1]"], ["10.1.2.3"]],
  ["::ffff:10.0.0.0/104", ["10.1.2.3"], ["11.1.2.3"]],
  // Nothing that can be read.
  [".", [], ["cluster.example"]],
  [":443", [], ["cluster.example"]],
  ["..example", [], ["cluster.example"]],
  ["https://cluster.example", [], ["cluster.example"]],
  ["10.0.0.0/33", [], ["10.1.2.3"]],
  ["fd00::/129", [], ["[fd00::1]"]],
  ["10.1", [], ["10.1.2.3"]],
  ["2.3", [], ["10.1.2.3"]],
  ["010.1.2.3", [], ["10.1.2.3"]],
];

test.each(exclusions)("reads NO_PROXY=%j to exclude %j, but not %j", (noProxy, excluded, others) => {
  const hosts = [...excluded, ...others];
  for (const name of ["NO_PROXY", "no_proxy"]) {
    const env = { ...proxied, [name]: noProxy };
    expect(hosts.filter((host) => proxyFor(`https://${host}`, env) === undefined)).toEqual(excluded);
  }
});

test("reads NO_PROXY's port 80 as the port of unencrypted HTTP", () => {
  expect(proxyFor("http://cluster.example", { ...proxied, NO_PROXY: "cluster.example:80" })).toBeUndefined();
});

test("excludes a cluster from an unusable proxy by NO_PROXY", () => {
  const env = { HTTPS_PROXY: "socks5://one:1", NO_PROXY: "cluster.example" };

  expect(proxyFor("https://cluster.example", env)).toBeUndefined();
  expect(proxyFor("https://other.example", env)).toHaveProperty("problem");
});

test.each(["http://127.0.0.1:8080", "http://localhost:8080", "https://[::1]"])(
  "uses no proxy for %s",
  (address) => {
    expect(proxyFor(address, { ALL_PROXY: "http://one:1" })).toBeUndefined();
  },
);

test("removes user and password from the proxy's URL and treats them as secrets", () => {
  const pair = Buffer.from("joe:p@ss:word").toString("base64");

  expect(proxyFor("https://cluster.example", { HTTPS_PROXY: "http://joe:p%40ss%3Aword@one:1" })).toEqual({
    url: new URL("http://one:1"),
    authorization: `Basic ${pair}`,
    secrets: ["p@ss:word", "p%40ss%3Aword", pair],
  });
});
