// The calls of the provider for N configurations, eight at a time, as from the dynamic host. Not bundled, for the profile.
const { provider } = require("../../dist/provider/dynamic");

const N = Number(process.env.BENCH_N);
const URN =
  "organization/urn:pulumi:bench::bench::pulumi-nodejs:dynamic/algorithmia:BitbucketCloudScmConfiguration::";

async function eightAtOnce(call) {
  const todo = Array.from({ length: N }, (_, index) => index);
  const worker = async () => {
    for (let index = todo.pop(); index !== undefined; index = todo.pop()) await call(index);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}

async function main() {
  await provider.configure({ config: { get: () => undefined } });
  const checked = [];
  const created = [];
  const steps = {
    check: async (index) => {
      const news = {
        __urn: `${URN}${index}`,
        consumerKey: `key-${index}`,
        consumerSecret: `secret-${index}`,
      };
      const { inputs } = await provider.check({}, news);
      // The engine removes the marks of secrets for this host.
      const { consumerKey, consumerSecret } = news;
      checked[index] = { ...inputs, consumerKey, consumerSecret };
    },
    create: async (index) => (created[index] = await provider.create(checked[index])),
    diff: (index) => provider.diff(created[index].id, created[index].outs, checked[index]),
  };
  for (const [name, call] of Object.entries(steps)) {
    const startedAt = performance.now();
    await eightAtOnce(call);
    console.log(`${name} of ${N}: ${(performance.now() - startedAt).toFixed(0)} ms`);
  }
}

main();
