import type { Host } from "./host";
import { keptAfterFailure } from "./initFailed";

type Props = Record<string, unknown>;

interface Stored {
  readonly id: string;
  readonly inputs: Props;
  readonly outs: Props;
}

const DIFFERS = 2;

/**
 * One resource's share of Pulumi's engine: which calls it makes to the host, in which order, and what it keeps in
 * the state when one fails. The kills of the same operations on the real engine hold it to account.
 */
export class SmallEngine {
  private current: Stored | undefined;
  /** The current one is deleted, and its successor was not made yet. */
  private awaitsSuccessor = false;
  /** Replaced ones that are not deleted yet. */
  private readonly replaced: Stored[] = [];

  /** The id in the state. */
  get id(): string | undefined {
    return this.current?.id;
  }

  async up(host: Host, program: Props): Promise<void> {
    const olds = this.current;
    const inputs = await this.check(host, olds?.inputs ?? {}, program);
    if (olds === undefined) {
      await this.create(host, inputs);
    } else if (this.awaitsSuccessor) {
      await this.create(host, await this.check(host, {}, program));
    } else {
      await this.change(host, olds, inputs, program);
    }
    await this.deleteReplaced(host);
  }

  async refresh(host: Host): Promise<void> {
    if (this.current === undefined) {
      return;
    }
    const { id, props, inputs } = await host.read(this.current.id, this.current.outs);
    this.current = id === "" ? undefined : { id, outs: props, inputs };
  }

  async destroy(host: Host): Promise<void> {
    if (this.current !== undefined && !this.awaitsSuccessor) {
      await host.delete(this.current.id, this.current.outs);
    }
    this.current = undefined;
    this.awaitsSuccessor = false;
    await this.deleteReplaced(host);
  }

  /** Whether an up of the program would have nothing to do. */
  async isSettled(host: Host, program: Props): Promise<boolean> {
    if (this.current === undefined || this.awaitsSuccessor || this.replaced.length > 0) {
      return false;
    }
    const { id, inputs, outs } = this.current;
    const { changes } = await host.diff(id, outs, await this.check(host, inputs, program));
    return changes !== DIFFERS;
  }

  private async change(host: Host, olds: Stored, inputs: Props, program: Props): Promise<void> {
    const { id, outs } = olds;
    const { changes, replaces, deleteFirst } = await host.diff(id, outs, inputs);
    if (changes !== DIFFERS) {
      return;
    }
    if (replaces.length === 0) {
      this.current = { id, inputs, outs: await host.update(id, outs, inputs) };
      return;
    }
    const anew = await this.check(host, {}, program);
    if (deleteFirst) {
      await host.delete(id, outs);
      this.awaitsSuccessor = true;
      await this.create(host, anew);
    } else {
      await this.create(host, anew, olds);
    }
  }

  private async create(host: Host, inputs: Props, predecessor?: Stored): Promise<void> {
    const become = (made: { id: string; outs: Props }): void => {
      this.current = { ...made, inputs };
      this.awaitsSuccessor = false;
      if (predecessor !== undefined) {
        this.replaced.push(predecessor);
      }
    };
    try {
      become(await host.create(inputs));
    } catch (error) {
      const made = keptAfterFailure(error);
      if (made !== undefined) {
        become(made);
      }
      throw error;
    }
  }

  private async deleteReplaced(host: Host): Promise<void> {
    for (const { id, outs } of [...this.replaced]) {
      await host.delete(id, outs);
      this.replaced.shift();
    }
  }

  private async check(host: Host, olds: Props, program: Props): Promise<Props> {
    const { inputs, failures } = await host.check(olds, program);
    expect(failures).toEqual([]);
    return inputs;
  }
}
