import type { CliSamples } from "./cliSamples";

/** The page about `doctor`, around what it really prints. */
export function doctorPage({ doctorHelp, well, ill, facts }: CliSamples): string {
  return `# doctor

\`npx pulumi-algorithmia doctor\` looks at everything that an \`up\` needs, from the settings to the consumer at Bitbucket, and
says of each whether it is well and what to do. It changes nothing. In a project's directory it reads the stack's config
through the Pulumi CLI, as well as the environment, which goes before it, as for the provider.

${fenced(well)}
## What each line can say

| line | looks at | warning | failure |
| --- | --- | --- | --- |
| \`stack\` | the stack's config | a credential in plain | can't be read |
| \`address\` | \`algorithmia:apiUrl\` | | missing or wrong; a variable that would take the stack's credential to another cluster |
| \`settings\` | all other settings | | a wrong value |
| \`credential\` | key or token | | missing or malformed |
| \`proxy\` | the proxy in the environment | | can't be used |
| \`dns\` | the host's name, or the proxy's | | can't be resolved |
| \`tcp\` | a connection to it | | refused, unreachable, no answer |
| \`tls\` | the handshake, with your own authority trusted, through the proxy | plain http to another machine | certificate expired, for another name, of an unknown authority; no TLS; the proxy refuses |
| \`certificate\` | its end | in less than 30 days | |
| \`authentication\` | whether the cluster accepts key or token | | refused, or the answer is not the cluster's |
| \`list\` | whether it may list configurations | | refused |
| \`management\` | whether it has Management Access | can't be told | refused |
| \`configurations\` | what the cluster has | | |
| \`callback\` | what to enter at Bitbucket | | |
| \`consumer\` | each consumer that is given | permissions missing; Bitbucket can't be asked | wrong key or secret, or one missing; no callback URL |

A line that an earlier failure leaves nothing to say about is marked \`-\`. Where a proxy is used, \`dns\` and \`tcp\` are about
the proxy, which looks the cluster up itself.

**Management Access** is told apart by an update without any change, of a configuration under an id made up for it: the
admin guide refuses admin calls to keys without it. That a cluster refuses before it looks for the configuration is
inferred; no vendor page says so.

**The consumer** is asked about at https://bitbucket.org; \`--bitbucket\` names another. For a private consumer the question
mints an access token of about two hours, which is dropped at once.

## When something is wrong

${fenced(ill)}
## For a program

\`--json\` prints one document, \`{ "status", "checks" }\`, where each check has the \`status\`, \`detail\` and \`advice\` of its
line. Those with something to read have it under \`facts\` too, here for \`certificate\`, \`configurations\` and \`callback\`:

${fenced(facts, "json")}
## Options

${fenced(doctorHelp)}
Generated from what the command prints, by \`npm run -s docs\`.
`;
}

/** The page about `adopt`, around what it really writes. */
export function adoptPage({ adoptHelp, adopted, program }: CliSamples): string {
  return `# adopt

\`npx pulumi-algorithmia adopt\` reads a cluster and writes a Pulumi program for the Bitbucket Cloud configurations that it
finds. It only reads the cluster.

${fenced(adopted)}
\`algorithmia/index.ts\` then is:

${fenced(program, "typescript")}
An \`up\` on it adopts each configuration by its id and changes nothing on the cluster; a preview after it is empty.
What the resource's defaults say already is left out: Bitbucket Cloud's public addresses, \`enabled: true\`, a name that is
the web URL (by which clusters show one that nobody named), and \`isDefault\` unless it is the default.

- **Keys and secrets are left to be set.** The cluster never gives a consumer's secret back, so neither this command nor the
  \`up\` can tell whether yours is the one that it has. \`doctor\` asks Bitbucket about the pair.
- What the cluster sent stands in \`index.ts\` alone, as literals; names of resources, variables and config keys are
  letters, digits and hyphens.
- Files that are there already are not overwritten without \`--force\`.
- After the first \`up\`, \`adopt\` may stay: only a create looks at it. A \`destroy\` deletes what was adopted.

## Options

${fenced(adoptHelp)}
Generated from what the command prints, by \`npm run -s docs\`.
`;
}

function fenced(text: string, language = "text"): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\n`;
}
