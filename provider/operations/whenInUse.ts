import { settingOfRun } from "../run/connection";
import { ExpectedError } from "../rules/errors";
import type { WhenInUse } from "../inputs/model";

/**
 * What this run does with configurations in use. A setting of the run goes before the state's: a delete is
 * given the outputs of the last up, so an input that the same run changes would come too late.
 */
export function whenInUseOfRun(fromState: WhenInUse): WhenInUse {
  const value = settingOfRun("whenInUse", "ALGORITHMIA_WHEN_IN_USE");
  if (value === undefined || value === "fail" || value === "disable") {
    return value ?? fromState;
  }
  throw new ExpectedError(`algorithmia:whenInUse (or ALGORITHMIA_WHEN_IN_USE) must be "fail" or "disable".`);
}
