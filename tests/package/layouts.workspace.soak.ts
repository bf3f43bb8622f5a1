import { testLayouts } from "./support/testLayouts";

testLayouts("workspace");
