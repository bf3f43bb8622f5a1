import type { DiffResult } from "@pulumi/pulumi/dynamic";
import { decideDiff, type DiffDecision } from "./decideDiff";
import { ExpectedError } from "./expectedError";
import { isDeclared, keep, letGo, noteReplacement } from "./memory";
import type { Inputs, PreviewInputs, State } from "./model";
import { warnOnce } from "./report";

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
  // A refresh asks too, without a program: what it finds unchanged a destroy after it must still delete.
  if (isDeclared(news.__owner)) {
    rememberForThisRun(id, olds, news, decision);
  }
  if (replacing) {
    await warnOnce(replacementWarning(decision));
  }
  return {
    changes: replacing || decision.updates.length > 0,
    replaces: [...decision.replaces],
    // Also where nothing changes: after a failed replacement the engine forces another by itself.
    deleteBeforeReplace: decision.collides,
  };
}

function rememberForThisRun(id: string, olds: State, news: PreviewInputs, decision: DiffDecision): void {
  if (decision.replaces.length === 0) {
    keep(olds.apiUrl, id);
    return;
  }
  letGo(olds.apiUrl, id);
  noteReplacement(news.__owner, {
    apiUrl: olds.apiUrl,
    id,
    // Known by the time that anything is deleted for it.
    successor: news as Inputs,
    deletesFirst: decision.collides,
    wasDefault: olds.isDefault,
  });
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
