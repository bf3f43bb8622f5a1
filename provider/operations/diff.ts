import type { Existing, Inputs, PreviewInputs } from "../inputs/model";
import { type DiffPlan, onlyWhatClusterHas, planDiff } from "../rules/planDiff";
import { ProviderError } from "../run/errors";
import type { ProviderRun } from "../run/providerRun";

/**
 * Plans a change, and notes for this run's later calls what stays and what goes. `formerUrn` is the URN under which the
 * state was written, if an alias renamed the resource since.
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
      `The cluster's address changes from ${apiUrl} to ${news.apiUrl} together with ` +
        `${plan.replaces.join(", ")}, which replaces the configuration ${id}. Change the address alone first, ` +
        `then the rest. To move to another cluster, declare a resource under a new name.`,
    );
  }
  // A refresh asks too, without a program: that says nothing about what this run keeps or replaces.
  if (run.declared.has(urn)) {
    if (replacing) {
      run.replacements.note(urn, {
        apiUrl,
        id,
        // Known by the time that anything is deleted for it.
        successor: news as Inputs,
        deletesFirst: plan.collides,
        handedDefaultOver: false,
      });
      run.report.warnOnce(replacementWarning(plan));
    } else {
      run.kept.keep(apiUrl, id, [formerUrn, urn]);
    }
  }
  return plan;
}

function replacementWarning({ replaces, collides }: DiffPlan): string {
  const order = collides
    ? "The old one must go first, since a cluster holds one configuration for each consumer key and website: it " +
      "can't if an algorithm uses it (error 4043), and nobody can link an account until the new one is there. To " +
      "avoid both, make a second consumer in Bitbucket and use its key too."
    : "The new one is made before the old one goes.";
  return (
    `Replacing this configuration because ${replaces.join(" and ")} changed, which the cluster's API can't change ` +
    `in place. Its id changes and every user has to link the account again. ${order}`
  );
}
