// What each program declares: the same inputs, and one address that changes when all are to be updated.
const PUBLIC = {
  web: "https://bitbucket.org",
  api: "https://api.bitbucket.org",
  ssh: "ssh://git@bitbucket.org",
};

exports.declared = () =>
  Array.from({ length: Number(process.env.BENCH_N) }, (_, index) => ({
    name: `bitbucket-${index}`,
    args: {
      consumerKey: `consumer-key-${index}`,
      consumerSecret: `consumer-secret-${index}`,
      name: `Team ${index}`,
      urls: process.env.BENCH_UPDATE ? { ...PUBLIC, ssh: "ssh://git@altssh.bitbucket.org:443" } : PUBLIC,
    },
  }));
