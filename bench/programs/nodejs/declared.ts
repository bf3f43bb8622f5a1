/** The inputs of each program: `BENCH_N` configurations, with other URLs if `BENCH_UPDATE` is set. */
const PUBLIC = {
  web: "https://bitbucket.org",
  api: "https://api.bitbucket.org",
  ssh: "ssh://git@bitbucket.org",
};

export const declared = Array.from({ length: Number(process.env["BENCH_N"]) }, (_, index) => ({
  name: `bitbucket-${index}`,
  args: {
    consumerKey: `consumer-key-${index}`,
    consumerSecret: `consumer-secret-${index}`,
    name: `Team ${index}`,
    urls:
      process.env["BENCH_UPDATE"] === undefined
        ? PUBLIC
        : { ...PUBLIC, ssh: "ssh://git@altssh.bitbucket.org:443" },
  },
}));
