import { testEveryLayout } from "./support/everyLayout";

testEveryLayout("plain");
