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
  #facts: readonly unknown[] = [];

  /** All that render() reads from the store. */
  protected abstract facts(store: Store): readonly unknown[];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#join();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave?.();
    this.#leave = undefined;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('store')) return;
    this.#leave?.();
    this.#leave = undefined;
    this.#join();
  }

  #join(): void {
    const { store } = this;
    if (!store || this.#leave || !this.isConnected) return;
    this.#facts = this.facts(store);
    this.#leave = store.subscribe(() => {
      const now = this.facts(store);
      if (now.length === this.#facts.length && now.every((f, i) => f === this.#facts[i])) return;
      this.#facts = now;
      this.requestUpdate();
    });
  }
}
