// Signals for components: one renders again when a signal it read changes or its props do. That its parent rendered
// is no reason.
import { Component, type ComponentChildren, type ComponentClass, type RenderableProps } from 'preact';

import { watch } from './signal.ts';

/** Whether two records of the same shape differ in a value. */
export function differ(one: object, other: object): boolean {
  const before = one as Record<string, unknown>;
  const after = other as Record<string, unknown>;
  for (const key in after) if (after[key] !== before[key]) return true;
  return false;
}

/** A component that watches signals while it is mounted. */
export abstract class Watching<Props> extends Component<Props> {
  stop?: () => void;
  override shouldComponentUpdate(next: Props) {
    return differ(this.props as object, next as object);
  }
  override componentWillUnmount() {
    this.stop?.();
  }
}

/** A component of a view function: renders again when its props or the signals it read change. */
export function watched<Props>(
  view: (props: RenderableProps<Props>) => ComponentChildren,
): ComponentClass<Props> {
  return class extends Watching<Props> {
    override render(props: RenderableProps<Props>) {
      let shown: ComponentChildren;
      this.stop?.();
      this.stop = watch(
        () => {
          shown = view(props);
        },
        () => this.forceUpdate(),
      );
      return shown;
    }
  };
}
