import type { CliSamples } from "./cliSamples";

/** The page about `doctor`, with its actual output. */
export function doctorPage({ doctorHelp, ill }: CliSamples): string {
  return `# doctor

\`npx pulumi-algorithmia doctor\` checks each step from your settings to Bitbucket, and reports the result with a suggested
fix. It changes nothing. In a project's directory, it reads the stack's config through the Pulumi CLI. Environment variables
override the config, as in the provider.

For example, with an invalid consumer secret and an API key without Management Access:

${fenced(ill)}
## Checks

| check | what it checks | warning | failure |
| --- | --- | --- | --- |
| \`stack\` | the stack's config | a credential in plaintext | unreadable |
| \`plugin\` | whether the native plugin starts, from the path in the project file, PATH, or the installed plugins | | required by the program's language and not found; a wrong path; no Node on PATH |
| \`address\` | \`algorithmia:apiUrl\` | | missing or invalid; a variable that sends the stack's credential to another cluster |
| \`settings\` | all other settings | | an invalid value |
| \`credential\` | API key or token | | missing or malformed |
| \`proxy\` | the proxy in the environment | | unusable |
| \`dns\` | the host name of the cluster or proxy | | unresolvable |
| \`tcp\` | a TCP connection to the host | | refused, unreachable, timeout |
| \`tls\` | the TLS handshake, through the proxy, with your private CA | http to another machine; certificate not verified | certificate expired, for another host name, or from an unknown CA; no TLS; rejected by the proxy |
| \`certificate\` | the certificate's expiry | in less than 30 days | |
| \`authentication\` | whether the cluster accepts the API key or token | | rejected, or an invalid response |
| \`list\` | permission to list configurations | | rejected |
| \`management\` | Management Access | undetermined | rejected |
| \`configurations\` | the cluster's configurations | | |
| \`callback\` | the callback URL to enter in Bitbucket | | |
| \`consumer\` | each configured OAuth consumer | missing permissions; Bitbucket unreachable | invalid or missing key or secret; no callback URL |

A check that depends on a failed check is skipped and marked \`-\`. If a proxy is used, \`dns\` and \`tcp\` check the proxy,
because the proxy resolves the cluster's host name.

**Management Access**: \`doctor\` sends an empty update for a random id, which changes nothing. That the cluster checks the
access before the id is inferred.

**The consumer** is verified with https://bitbucket.org. To use another site, set \`--bitbucket\`. For a private consumer, the
verification creates an access token that expires after about two hours. \`doctor\` discards the token.

## JSON output

\`--json\` prints one document, \`{ "status", "checks" }\`. Each check has the \`status\`, \`detail\` and \`advice\` of its line.
The checks \`certificate\`, \`configurations\` and \`callback\` have data in \`facts\`.

## Options

${fenced(options(doctorHelp))}
${ENVIRONMENT}

`;
}

/** The page about `adopt`, with its actual output. */
export function adoptPage({ adoptHelp, adopted, program }: CliSamples): string {
  return `# adopt

\`npx pulumi-algorithmia adopt\` writes a Pulumi program for the Bitbucket Cloud configurations of a cluster. It changes
nothing on the cluster. \`--language yaml\` writes a YAML program for the native plugin instead.

${fenced(adopted)}
\`algorithmia/index.ts\`:

${fenced(program, "typescript")}
\`pulumi up\` adopts each configuration by its id and changes nothing on the cluster. The next preview is empty. The program
omits values that equal the resource's defaults.

- **You set keys and secrets.** The cluster never returns a consumer's secret, so neither \`adopt\` nor \`pulumi up\` can compare
  it with yours. \`doctor\` verifies key and secret with Bitbucket.
- Text from the cluster appears in the program as string literals only. Names of resources, variables and config keys
  consist of letters, digits and hyphens.
- \`adopt\` doesn't overwrite existing files without \`--force\`.
- \`--import\` prints a \`pulumi import\` command for each configuration instead, for a program that uses the native plugin.
- You can keep the input \`adopt\` after the first \`up\`, because only a create reads it. \`pulumi destroy\` deletes adopted
  configurations.

## Options

${fenced(options(adoptHelp))}
${ENVIRONMENT}

`;
}

const ENVIRONMENT = `Both commands read [the same environment variables](provider.md#settings) as the provider. No option accepts a
key, token or secret, because other users can list a process's arguments.`;

// The help up to the list of environment variables, which the page of the provider has.
function options(help: string): string {
  return help.split(/\n\nEnvironment variables/)[0] ?? help;
}

function fenced(text: string, language = "text"): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\n`;
}
