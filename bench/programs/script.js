// What people write who want no provider at all: create, or compare with what is there. It keeps no state.
const { declared } = require("./declared");

const AT_ONCE = 8;

async function request(method, path, body) {
  const response = await fetch(`${process.env.ALGORITHMIA_API}/v1${path}`, {
    method,
    headers: {
      authorization: `Simple ${process.env.ALGORITHMIA_API_KEY}`,
      "content-type": "application/json",
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
  return response.status === 204 ? undefined : response.json();
}

async function main() {
  const { results } = await request("GET", "/scms");
  const there = new Set(results.map(({ name }) => name));
  const missing = declared().filter(({ args }) => !there.has(args.name));
  const create = async () => {
    for (let next = missing.pop(); next !== undefined; next = missing.pop()) {
      const { name, urls, consumerKey, consumerSecret } = next.args;
      const oauth = { client_id: consumerKey, client_secret: consumerSecret };
      await request("POST", "/admin/scms", { provider: "bitbucket-cloud", enabled: true, name, urls, oauth });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, create));
}

main();
