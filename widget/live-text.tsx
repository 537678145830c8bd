// A text that follows a signal: each change writes to the text node that stands there, and nothing is rendered.
import { type Signal, watch } from './signal.ts';
import { Watching } from './watch.ts';

export class LiveText extends Watching<{ of: Signal<string> }> {
  #node: HTMLElement | null = null;

  override componentDidMount() {
    const { of } = this.props;
    const node = this.#node as HTMLElement;
    const write = () => {
      // Translators of pages put elements of their own around the text, or in its place.
      const only = node.firstChild;
      if (only instanceof Text && only === node.lastChild) only.data = of.peek();
      else node.textContent = of.peek();
    };
    this.stop = watch(() => of.value, write);
    // It may have grown between rendering and now.
    write();
  }

  override render() {
    return (
      <span
        ref={(node) => {
          this.#node = node;
        }}
      >
        {this.props.of.peek()}
      </span>
    );
  }
}
