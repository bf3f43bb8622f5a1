import { type Layout, Project } from "./project";

/** The installed projects of a test file, one for each layout. */
export class Projects {
  private readonly installed = new Map<string, Promise<Project>>();

  of({ manager, dependency, shape }: Layout): Promise<Project> {
    const key = [manager, dependency, shape].join();
    const project = this.installed.get(key) ?? Project.install({ manager, dependency, shape });
    this.installed.set(key, project);
    return project;
  }

  async remove(): Promise<void> {
    for (const project of await Promise.allSettled(this.installed.values())) {
      if (project.status === "fulfilled") project.value.remove();
    }
    this.installed.clear();
  }
}
