import type { DiffResult } from "@pulumi/pulumi/dynamic";
import { decideDiff, type DiffDecision } from "../rules/planDiff";
import { ExpectedError } from "../rules/errors";
import { hold, isDeclared, noteReplacement } from "../run/memory";
import { type Inputs, type PreviewInputs, type State, urnOf } from "../inputs/model";
import { warnOnce } from "../run/reporter";

/** Tells the engine what a change takes, and this run's later calls what stays and what goes. */
export async function diff(id: string, olds: State, news: PreviewInputs): Promise<DiffResult> {
  const decision = decideDiff(id, olds, news);
  const replacing = decision.replaces.length > 0;
  if (replacing && decision.updates.includes("apiUrl")) {
    throw new ExpectedError(
      `The cluster's address changes from ${olds.apiUrl} to ${news.apiUrl} together with ` +
        `${decision.replaces.join(", ")}, which replaces the configuration ${id}. Change the address alone first, ` +
        `then the rest. To move to another cluster, declare a resource under a new name.`,
    );
  }
  // A refresh asks too, without a program: that says nothing about what this run keeps or replaces.
  if (isDeclared(news.__urn)) {
    if (replacing) {
      noteReplacement(news.__urn, {
        apiUrl: olds.apiUrl,
        id,
        // Known by the time that anything is deleted for it.
        successor: news as Inputs,
        deletesFirst: decision.collides,
        handedDefaultOver: false,
      });
      await warnOnce(replacementWarning(decision));
    } else {
      hold(olds.apiUrl, id, [urnOf(olds), news.__urn]);
    }
  }
  return {
    changes: replacing || decision.updates.length > 0,
    replaces: [...decision.replaces],
    // Also where nothing changes: after a failed replacement the engine forces another by itself.
    deleteBeforeReplace: decision.collides,
  };
}

function replacementWarning({ replaces, collides }: DiffDecision): string {
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
