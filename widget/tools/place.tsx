// Where the panel is and how large: by dragging its head or a corner, by arrow keys on a handle, and by one press after the
// other (WCAG 2.5.7). Its place is a share of the room around it, so that it cannot be out of sight, whatever becomes of the window.
import type { Desk, Tool } from './desk.ts';
import { watched } from './kit.ts';
import type { Preferences } from './preferences.ts';

/** CSS pixels of an arrow key, and with Shift. */
const stepPx = 16;
const longStepPx = 64;

/** Left, right, up, down; the last letters of the arrow keys' names, too. */
const keys = ['Left', 'Right', 'Up', 'Down'];
const acrossOf = [-1, 1, 0, 0];

/** A pointer that moved no further than this has pressed, not dragged. */
const stillPx = 4;
/** A panel that is dropped so near to an edge of the window goes there. */
const nearPx = 32;

export const placeStyles = `
.handle{touch-action:none;cursor:move;white-space:normal}
:host(:not([target])) .open>.head{touch-action:none;cursor:move;-webkit-user-select:none;user-select:none}
.corner{position:absolute;width:24px;height:24px;touch-action:none}
.corner::before{content:'';position:absolute;inset:4px;border:solid var(--soft);border-width:2px 0 0 2px;border-radius:10px 0 0}
@media(max-width:40em),(max-height:30em){.open:has(.drawer)>.corner{display:none}}
`;

/** Moves by so many pixels from where it was taken hold of. */
type Hand = (dx: number, dy: number) => void;
type GripProps = { readonly name: string; readonly ways: readonly string[]; grip(): Hand };

/** Follows a pointer from where it took hold of an element, until it lets go. */
function drag(
  held: HTMLElement,
  { pointerId, screenX, screenY }: PointerEvent,
  grip: () => Hand,
  drop?: () => void,
): void {
  let hand: Hand | undefined;
  held.setPointerCapture(pointerId);
  const follow = (to: PointerEvent) => {
    const dx = to.screenX - screenX;
    const dy = to.screenY - screenY;
    if (hand || Math.hypot(dx, dy) > stillPx) (hand ??= grip())(dx, dy);
  };
  const letGo = () => {
    held.removeEventListener('pointermove', follow);
    if (hand) drop?.();
  };
  held.addEventListener('pointermove', follow);
  held.addEventListener('lostpointercapture', letGo, { once: true });
}

/** A handle and a button for each way. */
const Grip = watched(({ name, ways, grip }: GripProps) => {
  const step = (way: number, px: number) => grip()((acrossOf[way] ?? 0) * px, (acrossOf[way ^ 2] ?? 0) * px);
  return (
    <div role="group" aria-label={name}>
      <button
        class="handle"
        onPointerDown={(event) => drag(event.currentTarget, event, grip)}
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

/** So many pixels as a share of the room in per cent. */
const share = (px: number, roomPx: number) =>
  Math.round(Math.min(Math.max((px / Math.max(roomPx, 1)) * 100, 0), 100) * 10) / 10;

/** For a panel that the page has given no place of its own. */
export function placeTools({
  root,
  parts: { element },
  preferences,
  words,
  addSheet,
  follow,
  listen,
}: Desk): Tool[] {
  if (element.matches('[target]')) return [];
  const { now, set } = preferences;
  const sheet = addSheet();

  /** Whether the corner to resize by is at the right, and at the bottom: away from the edges that the panel is at. */
  const cornerOf = ({ left, top, place }: Preferences): [isRight: boolean, isBottom: boolean] => {
    const isAtTop = place === 'site' ? element.matches('[position=top]') : place === 'top';
    return [left >= 0 && left < 50, left >= 0 ? top < 50 : isAtTop];
  };

  follow(() => {
    const { left, top, height, width } = now.value;
    const [isRight, isBottom] = cornerOf(now.value);
    const [side, edge] = [isRight ? 'right' : 'left', isBottom ? 'bottom' : 'top'];
    let css = `.corner{${side}:0;${edge}:0;scale:${isRight ? -1 : 1} ${isBottom ? -1 : 1};cursor:${isRight === isBottom ? 'nwse' : 'nesw'}-resize}`;
    if (left >= 0) {
      css += `:host(:not(#_)){inset:0!important}section{position:absolute;left:${left}%;top:${top}%;translate:${-left}% ${-top}%}.open{border-radius:14px!important;width:${width ? 'auto' : 'min(26em,100vw - 32px)'}}`;
    }
    if (height)
      css += `.open{height:${height}px;max-height:calc(100dvh - 16px)!important}.open>.stage{flex:1}.open:has(.drawer){min-height:min(15em,100dvh - 16px)}`;
    sheet.replaceSync(css);
  });

  const boxOf = () => (root.querySelector('section') as HTMLElement).getBoundingClientRect();
  const moveTo = (x: number, y: number) => {
    const { width, height } = boxOf();
    set({ left: share(x, innerWidth - width), top: share(y, innerHeight - height) });
  };
  /** With a pointer's place, what it took hold of stays under it: a panel away from its edge is narrower. */
  const move = (clientX?: number): Hand => {
    const before = boxOf();
    if (now.peek().left < 0) moveTo(before.x, before.y);
    let { x, y, width } = boxOf();
    if (clientX !== undefined) {
      x = clientX - ((clientX - before.x) / before.width) * width;
      y = before.y;
    }
    return (dx, dy) => moveTo(x + dx, y + dy);
  };
  const drop = () => {
    const { x, y, width, height } = boxOf();
    const snap = (px: number, roomPx: number) =>
      px < Math.min(nearPx, roomPx / 2) ? 0 : px > roomPx - nearPx ? roomPx : px;
    moveTo(snap(x, innerWidth - width), snap(y, innerHeight - height));
  };
  const resize = (): Hand => {
    const { width, height } = boxOf();
    return (dx, dy) => {
      if (dx) set({ width: share(Math.max(width + dx, 1), innerWidth) });
      if (dy) set({ height: Math.max(Math.round(height + dy), 1) });
    };
  };

  /** By the corner, which stays under the pointer: a panel in the middle grows on both sides. */
  const pull = (): Hand => {
    const { x, y, width, height } = boxOf();
    const [isRight, isBottom] = cornerOf(now.peek());
    const pace = (px: number, roomPx: number, isFar: boolean) => {
      const at = roomPx < 1 ? 0.5 : px / roomPx;
      return isFar ? 1 / (1 - at) : -1 / at;
    };
    const across = pace(x, innerWidth - width, isRight);
    const along = pace(y, innerHeight - height, isBottom);
    const hand = resize();
    return (dx, dy) => hand(dx * across, dy * along);
  };

  listen(root, 'pointerdown', (event) => {
    const pointer = event as PointerEvent;
    const target = pointer.target as Element;
    const held = target.closest<HTMLElement>('.corner,.open>.head');
    if (!held || pointer.button || target.closest('button')) return;
    if (held.matches('.corner')) drag(held, pointer, pull);
    else drag(held, pointer, () => move(pointer.clientX), drop);
  });

  return [
    {
      id: 'move',
      name: ({ move: name }) => name,
      drawer() {
        const { moveHere, moveWays, resizeHere, resizeWays, putBack } = words.value;
        return [
          <Grip key="move" name={moveHere} ways={moveWays} grip={() => move()} />,
          <Grip key="size" name={resizeHere} ways={resizeWays} grip={resize} />,
          <button key="back" onClick={() => set({ left: -1, top: -1, width: 0, height: 0 })}>
            {putBack}
          </button>,
        ];
      },
    },
  ];
}
