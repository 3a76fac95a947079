import { noChange } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';

/** Properties of style by their names in CSS: { left: "2rem" }. */
export type Places = Readonly<Record<string, string>>;

class Placed extends Directive {
  #last: Places = {};

  render(_: Places): unknown {
    return noChange;
  }

  override update(part: ElementPart, [places]: [Places]): unknown {
    const { style } = part.element as HTMLElement | SVGElement;
    for (const [name, value] of Object.entries(places))
      if (this.#last[name] !== value) style.setProperty(name, value);
    this.#last = places;
    return noChange;
  }
}

/**
 * Puts an element where it belongs, by script: the page's security policy
 * allows no style in HTML. Written as `<span ${placed({ left })}>`, with the
 * same properties each time.
 */
export const placed = directive(Placed);
