import { settings } from "../client/connection/settings";

const width = Math.max(...settings.map(({ env }) => env.length));

const environment = `
Environment variables, which override algorithmia:… in the stack's config:
${settings.map(({ env, description }) => `  ${env.padEnd(width)}  ${description}`).join("\n")}
  ${"HTTPS_PROXY, NO_PROXY".padEnd(width)}  Proxy, as in other command-line tools.`;

const noSecrets =
  "No option accepts a key, token or secret, because other users can list a process's arguments.";

export const programHelp = `
Examples:
  $ pulumi-algorithmia doctor
  $ pulumi-algorithmia adopt
  $ pulumi-algorithmia help doctor
`;

export const doctorHelp = `
Exit status: 0 no problems, 1 warnings, 2 failures or an invalid command line.

Examples:
  In a project's directory, with the selected stack's config:
    $ pulumi-algorithmia doctor
  With another stack's config, as JSON:
    $ pulumi-algorithmia doctor --stack production --json
  Outside a project, with environment variables only:
    $ export ALGORITHMIA_API=https://CLUSTER_DOMAIN
    $ read -rs ALGORITHMIA_API_KEY && export ALGORITHMIA_API_KEY
    $ pulumi-algorithmia doctor
${environment}

The OAuth consumer is read from consumerKey and consumerSecret (or …ConsumerKey and …ConsumerSecret) in the stack's
config, or from ALGORITHMIA_CONSUMER_KEY and ALGORITHMIA_CONSUMER_SECRET. To send no request to Bitbucket, set
ALGORITHMIA_VERIFY_CONSUMER=off.

${noSecrets}
`;

export const adoptHelp = `
Writes index.ts, package.json, tsconfig.json and Pulumi.yaml (in YAML: only Pulumi.yaml), and prints which config keys
to set. A YAML program and --import require the plugin.
Exit status: 0 program written or commands printed, 2 failed.

Examples:
  With environment variables, into ./algorithmia:
    $ export ALGORITHMIA_API=https://CLUSTER_DOMAIN
    $ read -rs ALGORITHMIA_API_KEY && export ALGORITHMIA_API_KEY
    $ pulumi-algorithmia adopt
  With the connection of an existing stack, into another directory:
    $ pulumi-algorithmia adopt --cwd ./infrastructure --stack production ./bitbucket
  As a YAML program:
    $ pulumi-algorithmia adopt --language yaml
  Into an existing program that uses the plugin:
    $ pulumi-algorithmia adopt --import
${environment}

${noSecrets}
`;
