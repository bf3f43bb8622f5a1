import { proxyFor } from "../../../client/transport/proxy";

const names = ["HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "ALL_PROXY"].flatMap((name) => [
  name,
  name.toLowerCase(),
]);
const before = Object.fromEntries(names.map((name) => [name, process.env[name]]));

beforeEach(() => {
  for (const name of names) Reflect.deleteProperty(process.env, name);
});

afterEach(() => {
  for (const name of names) {
    if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = before[name];
  }
});

const hostFor = (address: string): string | undefined => {
  const proxy = proxyFor(address);
  return proxy !== undefined && "url" in proxy ? proxy.url.host : undefined;
};

test("each scheme has its proxy", () => {
  process.env["HTTPS_PROXY"] = "http://one:1";
  process.env["http_proxy"] = "http://two:2";

  expect(hostFor("https://cluster.example")).toBe("one:1");
  expect(hostFor("http://cluster.example")).toBe("two:2");
});

test.each(["cluster.example", ".example", "*.example", "other, cluster.example", "*", "cluster.example:443"])(
  "NO_PROXY=%s takes the cluster out",
  (value) => {
    process.env["HTTPS_PROXY"] = "http://one:1";
    process.env["NO_PROXY"] = value;

    expect(proxyFor("https://cluster.example")).toBeUndefined();
  },
);

test("NO_PROXY leaves others in", () => {
  process.env["HTTPS_PROXY"] = "http://one:1";
  process.env["NO_PROXY"] = "other.example,cluster.example:8443";

  expect(hostFor("https://cluster.example")).toBe("one:1");
});

test.each(["http://127.0.0.1:8080", "http://localhost:8080", "https://[::1]"])("%s needs none", (address) => {
  process.env["ALL_PROXY"] = "http://one:1";

  expect(proxyFor(address)).toBeUndefined();
});

test("user and password are taken out of the address and known as secrets", () => {
  process.env["HTTPS_PROXY"] = "http://joe:p%40ss%3Aword@one:1";
  const pair = Buffer.from("joe:p@ss:word").toString("base64");

  expect(proxyFor("https://cluster.example")).toEqual({
    url: new URL("http://one:1"),
    authorization: `Basic ${pair}`,
    secrets: ["p@ss:word", "p%40ss%3Aword", pair],
  });
});
