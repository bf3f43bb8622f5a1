import type { Existing, Inputs, PreviewInputs } from "../inputs/model";
import { type DiffPlan, onlyWhatClusterHas, planDiff } from "../rules/planDiff";
import { nameOf } from "../run/declaredResources";
import { ProviderError } from "../run/errors";
import type { ProviderRun } from "../run/providerRun";

/**
 * Plans a change, and records in the run which configurations stay and which are replaced. `formerUrn` is the URN in the
 * state, if an alias renamed the resource since.
 */
export function diff(
  run: ProviderRun,
  urn: string,
  id: string,
  existing: Existing,
  news: PreviewInputs,
  formerUrn = urn,
): DiffPlan {
  const whole = planDiff(id, existing, news);
  const plan = run.imported.has(urn) ? onlyWhatClusterHas(whole, existing, news) : whole;
  const { apiUrl } = existing.state;
  const replacing = plan.replaces.length > 0;
  if (replacing && plan.updates.includes("apiUrl")) {
    throw new ProviderError(
      `The diff of the configuration ${id} failed: the cluster's address changes from ${apiUrl} to ${news.apiUrl} ` +
        `together with ${plan.replaces.join(", ")}, which replaces the configuration. First change only the address, ` +
        `then the rest. To move to another cluster, declare a resource under a new name.`,
    );
  }
  // A refresh also requests a diff, but without a program, so its plan isn't what this run does.
  if (run.declared.has(urn)) {
    if (replacing) {
      run.replacements.note(urn, {
        apiUrl,
        id,
        // All values are known before the delete.
        successor: news as Inputs,
        collides: plan.collides,
      });
      run.report.warnOnce(replacementWarning(plan));
    } else {
      const other = run.kept.otherHolder(apiUrl, id, urn);
      if (other !== undefined) throw new ProviderError(sharedConfiguration(apiUrl, id, urn, other));
      run.kept.keep(apiUrl, id, { urns: [formerUrn, urn], isNew: false });
    }
  }
  return plan;
}

function sharedConfiguration(apiUrl: string, id: string, urn: string, other: string): string {
  return (
    `The diff of the configuration ${id} on ${apiUrl} failed: ${nameOf(other)} manages it too, and each up would ` +
    `undo the other's changes. Nothing was changed. To keep ${nameOf(other)}, run "pulumi state delete '${urn}'", which leaves ` +
    `the configuration on the cluster, and change or remove this resource in the program.`
  );
}

function replacementWarning({ replaces, collides }: DiffPlan): string {
  const order = collides
    ? "The provider deletes the existing configuration before it creates the new one, because a cluster has only one " +
      "configuration for each consumer key and website. The delete fails if an algorithm uses the configuration " +
      "(error 4043), and nobody can link an account until the new configuration exists. To avoid both, create a " +
      "second consumer in Bitbucket and use its key too."
    : "The provider creates the new configuration before it deletes the existing one.";
  return (
    `Replacing this configuration, because ${replaces.join(" and ")} changed, which the cluster's API can't ` +
    `change in place. The id changes, and every user must link the account again. ${order}`
  );
}
