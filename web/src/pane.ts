import type { CSSResultGroup } from 'lit';
import { Spoken } from './spoken';
import type { Store } from './store';
import { shared } from './styles/shared';

/**
 * A pane draws some facts of the store. It is drawn anew only when one of the
 * facts it names has become another: that is what keeps a step cheap.
 */
export abstract class Pane extends Spoken {
  static override properties = { store: { attribute: false } };
  static override styles: CSSResultGroup = shared;

  declare store: Store | undefined;

  #leave: (() => void) | undefined;
  /** The store that it follows. */
  #joined: Store | undefined;
  #facts: readonly unknown[] = [];

  /** All that render() reads from the store. */
  protected abstract facts(store: Store): readonly unknown[];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#join();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#part();
  }

  protected override willUpdate(_changed: Map<PropertyKey, unknown>): void {
    if (this.store === this.#joined) return;
    this.#part();
    this.#join();
  }

  #part(): void {
    this.#leave?.();
    this.#leave = undefined;
    this.#joined = undefined;
  }

  #join(): void {
    const { store } = this;
    if (!store || this.#leave || !this.isConnected) return;
    this.#joined = store;
    this.#facts = this.facts(store);
    this.#leave = store.subscribe(() => {
      const now = this.facts(store);
      if (now.length === this.#facts.length && now.every((f, i) => f === this.#facts[i])) return;
      this.#facts = now;
      this.requestUpdate();
    });
  }
}
