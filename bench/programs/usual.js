/*
 * A dynamic provider written the usual way: client and schema are captured by closure and so stored with each resource,
 * and each read is a request. It does the least that a working one must.
 */
const pulumi = require("@pulumi/pulumi");
const { declared } = require("./declared");

const REQUIRED = ["consumerKey", "consumerSecret", "urls"];
const REPLACING = ["consumerKey", "consumerSecret", "name"];

const client = {
  async request(method, path, body) {
    const response = await fetch(`${process.env.ALGORITHMIA_API}/v1${path}`, {
      method,
      headers: {
        authorization: `Simple ${process.env.ALGORITHMIA_API_KEY}`,
        "content-type": "application/json",
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  },
};

const provider = {
  async check(_olds, news) {
    const missing = REQUIRED.filter((property) => news[property] === undefined);
    return { inputs: news, failures: missing.map((property) => ({ property, reason: "is required" })) };
  },

  async diff(_id, olds, news) {
    const changed = (property) => JSON.stringify(olds[property]) !== JSON.stringify(news[property]);
    const replaces = REPLACING.filter(changed);
    return { changes: replaces.length > 0 || changed("urls"), replaces, deleteBeforeReplace: true };
  },

  async create(inputs) {
    const { id } = await client.request("POST", "/admin/scms", {
      provider: "bitbucket-cloud",
      enabled: true,
      name: inputs.name,
      urls: inputs.urls,
      oauth: { client_id: inputs.consumerKey, client_secret: inputs.consumerSecret },
    });
    return { id, outs: inputs };
  },

  async read(id, props) {
    const { name, urls } = await client.request("GET", `/scms/${id}`);
    return { id, props: { ...props, name, urls } };
  },

  async update(id, _olds, news) {
    await client.request("PATCH", `/admin/scms/${id}`, { urls: news.urls });
    return { outs: news };
  },

  async delete(id) {
    await client.request("PATCH", `/admin/scms/${id}`, { enabled: false });
    await client.request("DELETE", `/admin/scms/${id}`);
  },
};

class Usual extends pulumi.dynamic.Resource {
  constructor(name, args) {
    super(provider, name, args);
  }
}

for (const { name, args } of declared()) {
  const { consumerKey, consumerSecret } = args;
  new Usual(name, {
    ...args,
    consumerKey: pulumi.secret(consumerKey),
    consumerSecret: pulumi.secret(consumerSecret),
  });
}
