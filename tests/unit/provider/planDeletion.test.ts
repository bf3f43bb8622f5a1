import { planDeletionStep } from "../../../provider/rules/planDeletion";

const nothing = { disabled: false, handedOver: false, disableRefused: false };

test.each([
  [4040, nothing, "disable"],
  [4041, nothing, "hand default over"],
  [4041, { disabled: true, handedOver: false }, "hand default over"],
  [4040, { disabled: false, handedOver: true }, "disable"],
  [4043, nothing, "give up"],
  [4043, { disabled: true, handedOver: true }, "give up"],
  [undefined, nothing, "disable"],
  [undefined, { disabled: true }, "give up"],
  [undefined, { disableRefused: true }, "hand default over"],
  [undefined, { disableRefused: true, handedOver: true }, "give up"],
] as const)("follows code %s after %j with: %s", (code, done, step) => {
  expect(planDeletionStep(code, { ...nothing, ...done }, "fail")).toBe(step);
});

test("doesn't repeat a step that didn't help", () => {
  expect(planDeletionStep(4040, { ...nothing, disabled: true }, "fail")).toBe("give up");
  expect(planDeletionStep(4041, { ...nothing, handedOver: true }, "fail")).toBe("give up");
  expect(planDeletionStep(4040, { ...nothing, disableRefused: true }, "fail")).toBe("give up");
  expect(planDeletionStep(4043, { ...nothing, disableRefused: true }, "disable")).toBe("give up");
});

test("disables and then leaves a configuration in use if whenInUse is disable", () => {
  expect(planDeletionStep(4043, nothing, "disable")).toBe("disable");
  expect(planDeletionStep(4043, { ...nothing, disabled: true }, "disable")).toBe("leave disabled");
});
