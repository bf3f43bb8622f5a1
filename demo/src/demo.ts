import { runDemo } from "./runDemo";
import { runSteps } from "./steps";

void runDemo(runSteps);
