import { testEveryLayout } from "./support/everyLayout";

testEveryLayout("workspace");
