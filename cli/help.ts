import { settings } from "../client/connection/settings";

const width = Math.max(...settings.map(({ env }) => env.length));

const environment = `
Environment, which goes before algorithmia:… in the stack's config:
${settings.map(({ env, description: meaning }) => `  ${env.padEnd(width)}  ${meaning}`).join("\n")}
  ${"HTTPS_PROXY, NO_PROXY".padEnd(width)}  Proxy, as everywhere.`;

const noSecrets =
  "No key, token or secret is ever an argument, since other users can list a process's arguments.";

export const programHelp = `
Examples:
  $ pulumi-algorithmia doctor
  $ pulumi-algorithmia adopt
  $ pulumi-algorithmia help doctor
`;

export const doctorHelp = `
Exit status: 0 all well, 1 warnings, 2 failures or a wrong command line.

Examples:
  In a project's directory, with the selected stack's config:
    $ pulumi-algorithmia doctor
  With another stack's, for a program to read:
    $ pulumi-algorithmia doctor --stack production --json
  Outside a project, from the environment:
    $ export ALGORITHMIA_API=https://CLUSTER_DOMAIN
    $ read -rs ALGORITHMIA_API_KEY && export ALGORITHMIA_API_KEY
    $ pulumi-algorithmia doctor
${environment}

The consumer comes from consumerKey and consumerSecret (or …ConsumerKey and …ConsumerSecret) in the stack's config, or
from ALGORITHMIA_CONSUMER_KEY and ALGORITHMIA_CONSUMER_SECRET. ALGORITHMIA_VERIFY_CONSUMER=off asks no Bitbucket.

${noSecrets}
`;

export const adoptHelp = `
Writes index.ts, package.json, tsconfig.json and Pulumi.yaml, and prints which config keys to set.
Exit status: 0 written, 2 not.

Examples:
  From the environment, into ./algorithmia:
    $ export ALGORITHMIA_API=https://CLUSTER_DOMAIN
    $ read -rs ALGORITHMIA_API_KEY && export ALGORITHMIA_API_KEY
    $ pulumi-algorithmia adopt
  With the connection of a stack that exists, into a directory of one's choice:
    $ pulumi-algorithmia adopt --cwd ./infrastructure --stack production ./bitbucket
${environment}

${noSecrets}
`;
