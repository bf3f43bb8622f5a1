import { testLayouts } from "./support/testLayouts";

testLayouts("plain");
