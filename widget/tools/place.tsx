// Where the panel is and how large: by dragging, by arrow keys on the same handle, and by one press after the other (WCAG
// 2.5.7). Its place is a share of the room around it, so that it cannot be out of sight, whatever becomes of the window.
import type { Desk, Tool } from './desk.ts';
import { watched } from './kit.ts';

/** CSS pixels of an arrow key, and with Shift. */
const stepPx = 16;
const longStepPx = 64;

/** Left, right, up, down; the last letters of the arrow keys' names, too. */
const keys = ['Left', 'Right', 'Up', 'Down'];
const acrossOf = [-1, 1, 0, 0];

export const placeStyles = `
.handle{touch-action:none;cursor:move;white-space:normal}
`;

/** Moves by so many pixels from where it was taken hold of. */
type Hand = (dx: number, dy: number) => void;
type GripProps = { readonly name: string; readonly ways: readonly string[]; grip(): Hand };

/** What the pointer has hold of; there is one pointer. */
let drag: ((to: PointerEvent) => void) | undefined;

/** A handle and a button for each way. */
const Grip = watched(({ name, ways, grip }: GripProps) => {
  const step = (way: number, px: number) => grip()((acrossOf[way] ?? 0) * px, (acrossOf[way ^ 2] ?? 0) * px);
  return (
    <div role="group" aria-label={name}>
      <button
        class="handle"
        onPointerDown={({ currentTarget, pointerId, screenX, screenY }) => {
          currentTarget.setPointerCapture(pointerId);
          const hand = grip();
          drag = (to) => hand(to.screenX - screenX, to.screenY - screenY);
        }}
        // A handle that went away while it was held never says that it was let go.
        onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && drag?.(event)}
        onLostPointerCapture={() => {
          drag = undefined;
        }}
        onKeyDown={(event) => {
          const way = keys.indexOf(event.key.slice('Arrow'.length));
          if (way < 0) return;
          event.preventDefault();
          step(way, event.shiftKey ? longStepPx : stepPx);
        }}
      >
        <span aria-hidden="true">✥</span> {name}
      </button>
      {ways.map((label, way) => (
        <button key={way} onClick={() => step(way, stepPx)}>
          {label}
        </button>
      ))}
    </div>
  );
});

/** A share of the room in per cent, after so many pixels more. */
const share = (percent: number, px: number, roomPx: number) =>
  Math.round(Math.min(Math.max(percent + (px / Math.max(roomPx, 1)) * 100, 0), 100) * 10) / 10;

/** For a panel that the page has given no place of its own. */
export function placeTools({ root, parts: { element }, preferences, words, addSheet, follow }: Desk): Tool[] {
  if (element.matches('[target]')) return [];
  const { now, set } = preferences;
  const sheet = addSheet();

  follow(() => {
    const { left, top, height, width } = now.value;
    let css = '';
    if (left >= 0) {
      css = `:host(:not(#_)){inset:0!important}section{position:absolute;left:${left}%;top:${top}%;translate:${-left}% ${-top}%}.open{border-radius:14px!important;width:${width ? 'auto' : 'min(26em,100vw - 32px)'}}`;
    }
    if (height)
      css += `.open{height:${height}px;max-height:calc(100dvh - 16px)!important}.open>.stage{flex:1}`;
    sheet.replaceSync(css);
  });

  const boxOf = () => (root.querySelector('section') as HTMLElement).getBoundingClientRect();
  const moveTo = (fromLeft: number, fromTop: number, dx: number, dy: number) => {
    const { width, height } = boxOf();
    set({ left: share(fromLeft, dx, innerWidth - width), top: share(fromTop, dy, innerHeight - height) });
  };

  const move = (): Hand => {
    const { x, y } = boxOf();
    if (now.peek().left < 0) moveTo(0, 0, x, y);
    const { left, top } = now.peek();
    return (dx, dy) => moveTo(left, top, dx, dy);
  };
  const resize = (): Hand => {
    const { width, height } = boxOf();
    return (dx, dy) => {
      if (dx) set({ width: share(0, Math.max(width + dx, 1), innerWidth) });
      if (dy) set({ height: Math.max(Math.round(height + dy), 1) });
    };
  };

  return [
    {
      id: 'move',
      name: ({ move: name }) => name,
      drawer() {
        const { moveHere, moveWays, resizeHere, resizeWays, putBack } = words.value;
        return [
          <Grip key="move" name={moveHere} ways={moveWays} grip={move} />,
          <Grip key="size" name={resizeHere} ways={resizeWays} grip={resize} />,
          <button key="back" onClick={() => set({ left: -1, top: -1, width: 0, height: 0 })}>
            {putBack}
          </button>,
        ];
      },
    },
  ];
}
