import { runSettings, type Setting, settings } from "../../client/connection/settings";

/** The page of settings with its first table generated from the declared settings. */
export function settingsPage(page: string): string {
  const rows = [
    ...settings.map((setting) => row({ ...setting, default: defaultOf(setting) })),
    ...Object.values(runSettings).map(row),
    `|   | \`HTTPS_PROXY\`, \`HTTP_PROXY\`, \`NO_PROXY\` | no proxy | See [proxies](#proxies). |`,
  ];
  const table = ["| config | environment | default | meaning |", "| --- | --- | --- | --- |", ...rows].join(
    "\n",
  );
  return page.replace(/^\| config [^]*?(?=\n\n)/m, () => table);
}

interface Row {
  readonly key: string;
  readonly env: string;
  readonly default: string;
  readonly description: string;
  readonly secret?: boolean;
}

function row({ key, env, default: value, description, secret = false }: Row): string {
  const name = `\`algorithmia:${key}\`${secret ? " (secret)" : ""}`;
  const text = description.replace(/https:\/\/[\w.]+\w/g, "`$&`");
  return `| ${name} | \`${env}\` | ${value} | ${text} |`;
}

function defaultOf({ key, default: value, unit }: Setting): string {
  if (value === undefined) return key === "apiUrl" || key === "apiKey" ? "required" : "none";
  return unit === "seconds" ? `${value} seconds` : `\`${value}\``;
}
