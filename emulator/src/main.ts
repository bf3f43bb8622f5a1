import { run } from "./cli/run";

void run();
