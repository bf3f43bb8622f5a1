import fc from "fast-check";
import { type Command, sequences } from "./commands";
import { runSequence } from "./sequence";
import { startEmulator } from "./world";

/** The environment sets the number of steps, and the sequence to replay. */
const { MODEL_STEPS, MODEL_SEED, MODEL_PATH } = process.env;

/**
 * Runs random sequences with a total number of steps. A failing sequence is shrunk, and printed with the variables that replay
 * it.
 *
 * @param seed - The seed, unless the environment sets it.
 */
export async function runRandomSequences(
  steps: number,
  seed: number,
): Promise<{ steps: number; sequences: number }> {
  const wanted = MODEL_STEPS === undefined ? steps : Number(MODEL_STEPS);
  const emulator = await startEmulator();
  const made = { steps: 0, sequences: 0 };
  let failed = false;
  try {
    const property = fc.asyncProperty(sequences, async (commands: Command[]) => {
      if (made.steps >= wanted && !failed) {
        return;
      }
      made.steps += commands.length;
      made.sequences++;
      try {
        await runSequence(emulator, commands);
      } catch (error) {
        failed = true;
        throw error;
      }
    });
    const from = MODEL_SEED === undefined ? seed : Number(MODEL_SEED);
    const details = await fc.check(property, {
      numRuns: wanted,
      seed: from,
      ...(MODEL_PATH !== undefined && { path: MODEL_PATH }),
    });
    if (details.failed) {
      const replay = `MODEL_SEED=${details.seed} MODEL_PATH=${details.counterexamplePath ?? ""}`;
      const steps = details.counterexample?.[0].map((command) => `  ${JSON.stringify(command)},`).join("\n");
      const cause = details.errorInstance instanceof Error ? details.errorInstance.message : "";
      throw new Error(`Replay with ${replay} npx jest tests/model\nSteps: [\n${steps ?? ""}\n]\n${cause}`);
    }
    return made;
  } finally {
    await emulator.close();
  }
}
