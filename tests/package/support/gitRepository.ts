import { cpSync } from "node:fs";
import { join } from "node:path";
import { ROOT, temporaryDirectory } from "../../support/environment";
import { succeed } from "./command";
import { checkedOutFiles } from "./packed";

/** Git replaces the host with the repository's directory, so that the URLs are those that users write. */
const URL = "https://git.example.com/pulumi-algorithmia.git";

export interface GitRepository {
  readonly url: string;
  readonly commit: string;
  /** Makes Git find the repository under its URL. */
  readonly env: Readonly<Record<string, string>>;
}

/** Creates a repository with one commit that contains the current sources of this checkout. */
export async function createGitRepository(): Promise<GitRepository> {
  const cwd = temporaryDirectory("repository");
  for (const path of await checkedOutFiles()) cpSync(join(ROOT, path), join(cwd, path));
  const git = (...args: string[]) => succeed("git", args, { cwd });
  await git("init", "--quiet");
  await git("add", "--all");
  const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
  await git(...identity, "commit", "--quiet", "--message", "Test");
  return {
    url: URL,
    commit: (await git("rev-parse", "HEAD")).trim(),
    env: {
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: `url.file://${cwd}.insteadOf`,
      GIT_CONFIG_VALUE_0: URL,
    },
  };
}
