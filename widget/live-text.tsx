// A text that follows a signal: each change writes to the same text node, and nothing is rendered.
import { type Signal, watch } from './signal.ts';
import { Watching } from './watch.ts';

export class LiveText extends Watching<{ of: Signal<string> }> {
  #node: HTMLElement | null = null;

  override componentDidMount() {
    const { of } = this.props;
    const text = this.#node?.firstChild as Text;
    const write = () => {
      text.data = of.peek();
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
