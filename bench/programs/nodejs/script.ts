// A script without Pulumi: it creates configurations that don't exist. It has no state.
import { declared } from "./declared";

const PARALLEL = 8;

async function request(method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${process.env["ALGORITHMIA_API"] ?? ""}/v1${path}`, {
    method,
    headers: {
      authorization: `Simple ${process.env["ALGORITHMIA_API_KEY"] ?? ""}`,
      "content-type": "application/json",
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
  return response.json();
}

async function main(): Promise<void> {
  const { results } = (await request("GET", "/scms")) as { results: { name: string }[] };
  const existing = new Set(results.map(({ name }) => name));
  const missing = declared.filter(({ args }) => !existing.has(args.name));
  const create = async (): Promise<void> => {
    for (let next = missing.pop(); next !== undefined; next = missing.pop()) {
      const { name, urls, consumerKey, consumerSecret } = next.args;
      const oauth = { client_id: consumerKey, client_secret: consumerSecret };
      await request("POST", "/admin/scms", { provider: "bitbucket-cloud", enabled: true, name, urls, oauth });
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, create));
}

void main();
