import { runSettings } from "../../client/connection/settings";
import { truncate, printable } from "../../client/redact/printable";
import type { ScmConfiguration } from "../../client/wire/model";
import type { Inputs } from "../inputs/model";
import { sameUrl } from "../../client/wire/hostUrls";

/** The configuration because of which the cluster rejects a create (error 4044); undefined if the list doesn't show it. */
export function conflictingConfiguration(
  inputs: Inputs,
  list: readonly ScmConfiguration[],
): ScmConfiguration | undefined {
  return (
    list.find(({ id }) => id === inputs.configurationId) ?? list.find((entry) => hasConsumerOf(inputs, entry))
  );
}

function hasConsumerOf(inputs: Inputs, { provider, clientId, urls }: ScmConfiguration): boolean {
  return (
    provider === "bitbucket-cloud" &&
    clientId === inputs.consumerKey &&
    urls !== undefined &&
    sameUrl(urls.web, inputs.urls.web)
  );
}

/**
 * Why a configuration can't be adopted; undefined if it can. Properties that only a replacement changes must equal the
 * inputs, and a property that the cluster doesn't return doesn't count as equal.
 */
export function adoptionObstacle(inputs: Inputs, existing: ScmConfiguration): string | undefined {
  const { id, provider, clientId, urls, name } = existing;
  if (provider !== "bitbucket-cloud") {
    return `its provider is ${provider}, not Bitbucket Cloud`;
  }
  if (clientId !== inputs.consumerKey) {
    return clientId === undefined
      ? "the cluster doesn't return its consumer key"
      : "it has another consumer key. Set consumerKey and consumerSecret to those of its OAuth consumer";
  }
  if (urls === undefined || !sameUrl(urls.web, inputs.urls.web)) {
    return urls === undefined
      ? "the cluster doesn't return its website"
      : `its website is ${urls.web}. Set urls.web to this URL`;
  }
  if (inputs.configurationId !== undefined && inputs.configurationId !== id) {
    return `its id isn't ${inputs.configurationId}. Set configurationId to ${id}, or remove configurationId`;
  }
  if (inputs.name !== undefined && name !== inputs.name) {
    return name === undefined
      ? "it has no name, and the cluster's API can't set a name. Remove name"
      : `its name is "${name}", which the cluster's API can't change. Set name to this name, or remove name`;
  }
  return undefined;
}

/**
 * How to continue after a create found an existing configuration. The create can't detect whether its resource was
 * renamed, lost its state or is being replaced by force, so the advice names each case. It never advises a deletion,
 * because another stack may manage the configuration.
 */
export function conflictAdvice(urn: string, inputs: Inputs, existing: ScmConfiguration | undefined): string {
  if (existing === undefined) {
    return (
      `The cluster's list doesn't show the existing configuration. Nothing was changed. Look for the consumer key under ` +
      `Source Code Management on the cluster, or use another OAuth consumer.`
    );
  }
  const id = truncate(printable(existing.id), 200);
  const name = existing.name === undefined ? "" : ` ("${existing.name}")`;
  const what = existing.id === inputs.configurationId ? "with this id" : "with this consumer key and website";
  const command = `${runSettings.adopt.env}=${shellWord(id)} pulumi up`;
  return [
    `The configuration ${id}${name} already exists on ${inputs.apiUrl} ${what}. Nothing was changed. To continue:`,
    `- If this resource must manage it (its create was interrupted, its state was lost, or an admin created the ` +
      `configuration): run "${command}", or set adopt: ${JSON.stringify(id)} on the resource.`,
    `- If the resource was renamed or moved: add an alias for its former name (option aliases).`,
    `- If this resource already manages it and is replaced by force (--target-replace, taint, replacementTrigger): ` +
      `"${command}" keeps the configuration and clears the taint, as does pulumi state untaint '${urn}'; ` +
      `the option deleteBeforeReplace: true recreates it.`,
    `- If another resource or stack manages it: use another ${
      existing.id === inputs.configurationId ? "configurationId" : "OAuth consumer"
    }. If two resources of this program swap consumers, move in two steps: free the consumer in one "pulumi up", ` +
      `then use it in the next.`,
  ].join("\n");
}

function shellWord(text: string): string {
  return /^[\w.-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
