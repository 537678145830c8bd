// The reader's choices as CSS, in one sheet of the panel's own that is written anew at each change. Important throughout:
// what the reader chose wins over what the page says. With forced colours the reader's system has the last word.
// 47 CFR 79.103(c).
import type { Desk } from './desk.ts';
import { styles } from './kit.ts';
import type { Preferences } from './preferences.ts';

/** Lines of captions, here, in the preview and over a video; what the widget itself says between them stays plain. */
const lines = ':is(.log,.preview,.over) p:not(.gap,.empty)';

const fonts: Record<Preferences['font'], string> = {
  site: '',
  serif: 'font-family:serif;',
  'serif-mono': 'font-family:"Courier New",monospace;',
  sans: 'font-family:Arial,sans-serif;',
  'sans-mono': 'font-family:Consolas,monospace;',
  casual: 'font-family:"Comic Sans MS","Chalkboard SE",casual,fantasy;',
  cursive: 'font-family:"Segoe Script",cursive;',
  'small-caps': 'font-variant:small-caps;',
};

/** Way and blur of a shadow. */
const edges: Record<Preferences['edge'], string> = {
  none: '',
  raised: '.06em .06em',
  depressed: '-.06em -.06em',
  uniform: '0 0 .12em',
  shadow: '.1em .1em .15em',
};

/** Where the panel lies, and its corners. */
const places = {
  site: ['', ''],
  bottom: ['auto 0 0', '14px 14px 0 0;width:auto'],
  top: ['0 0 auto', '0 0 14px 14px;width:auto'],
  float: ['auto 16px 16px auto', '14px;width:min(26em,100vw - 32px)'],
} as const;

/** Relative luminance of `#rrggbb`, near enough to WCAG's. */
const luminance = (colour: string) =>
  [0.21, 0.72, 0.07].reduce(
    (sum, weight, index) => sum + weight * (parseInt(colour.substr(1 + index * 2, 2), 16) / 255) ** 2.2,
    0,
  );
/** Black or white, whichever has more contrast: at least 4.5:1 on any colour. */
const inkOn = (colour: string) => (luminance(colour) > 0.18 ? '#000' : '#fff');

/** The widget's own palettes, without the page's colours. */
const palettes = () =>
  styles.replace(/var\(--captionwire-\w+,(#\w+)\)/g, '$1').match(/--bg:.*?scheme:\w+/g) as [string, string];

/** The palette of the theme that the reader chose. */
function themeOf(theme: Preferences['theme']): string {
  const [dark, light] = palettes();
  const isAuto = theme === 'auto' && `@media(prefers-color-scheme:light){section{${light};}}`;
  return `section{${theme === 'light' ? light : dark};}${isAuto || ''}`;
}

/** All colours of the panel for a window of the reader's colour; the palette's only where they can be read. */
function paletteFor(colour: string): string {
  const bright = luminance(colour);
  const [dark, light] = palettes();
  const inked = bright < 0.02 || bright > 0.9 ? 'fg hue' : 'fg hue soft rim warn bad v0 v1 v2 v3 v4 v5';
  return `${bright > 0.18 ? light : dark};${inked.replace(/\w+/g, `--$&:${inkOn(colour)};`)}--bg:${colour};`;
}

const mix = (colour: string, share: string) => `color-mix(in srgb,${colour},${share})`;
const seenThrough = (colour: string, percent: number) => mix(`${colour} ${percent}%`, '#0000');

/** The style sheet of these choices. */
function lookOf(chosen: Preferences, element: Element): string {
  const { colour, background, window, opacity, windowOpacity, backgroundOpacity } = chosen;
  const [inset, corners] =
    places[element.matches('[target],[video]') || chosen.left >= 0 ? 'site' : chosen.place];
  // Between the panel's colour and grey: to be seen on the panel, and through it.
  const edge = `${edges[chosen.edge]} ${mix('var(--bg)', '#888')}`;
  const ink = colour || (background && backgroundOpacity > 50 ? inkOn(background) : 'var(--fg)');
  return [
    '@media(forced-colors:none){',
    chosen.edge !== 'none' && `${lines}{text-shadow:${[edge, edge, edge]};}`,
    (ink !== 'var(--fg)' || opacity < 100) &&
      `${lines}{color:${seenThrough(ink, opacity)};}${lines} *{color:inherit;}`,
    // As wide as its words, at the side where its language begins.
    (background || backgroundOpacity < 100) &&
      `${lines}{background:${seenThrough(background || 'var(--bg)', backgroundOpacity)};width:fit-content;margin-inline:0 auto;}`,
    chosen.theme !== 'site' && themeOf(chosen.theme),
    window && `section{${paletteFor(window)}}`,
    // A system that asks for more contrast gets it in these palettes, too.
    '@media(prefers-contrast:more){section{--soft:var(--fg);--rim:var(--fg);}}',
    windowOpacity < 100 &&
      `.open{background:none;overflow:clip;}.open>*{background:var(--bg);}.open>.stage{background:${seenThrough('var(--bg)', windowOpacity)};}`,
    `}${lines}{${fonts[chosen.font]}line-height:${chosen.lineHeight / 100};letter-spacing:${chosen.letterSpacing / 100}em;word-spacing:${chosen.wordSpacing / 100}em;}`,
    chosen.size !== 100 && `.open{--size:calc(var(--captionwire-size,1.25em)*${chosen.size / 100});}`,
    `.open{--lines:calc(var(--size)*${chosen.lineHeight / 100}*${chosen.lines || 'var(--captionwire-lines,4)'});}`,
    // Two rows, whatever tool is open.
    `.drawer~.stage:not(:has(.empty)){min-height:min(var(--size)*${chosen.lineHeight / 50},45dvh);}`,
    chosen.lines &&
      '.open{--captionwire-height:initial;}:host(:not([target])) .open{max-height:min(85vh,100dvh - 16px);}',
    // Stronger than what the attribute says.
    inset && `:host(:not(#_)){inset:${inset};}.open{border-radius:${corners};}`,
    chosen.width && `.open{max-width:100%;width:max(${chosen.width}vw,16em);}`,
    !chosen.interim && '.interim{display:none;}',
  ]
    .filter(Boolean)
    .join('')
    .replace(/;/g, '!important;');
}

/** Dresses the panel in the reader's choices, and keeps it hidden for a reader who hid it. */
export function wearChoices({
  root,
  parts: { element, open },
  preferences,
  isElsewhere,
  addSheet,
  follow,
}: Desk): void {
  const { now } = preferences;
  const sheet = addSheet();
  follow(() => sheet.replaceSync(lookOf(now.value, element)));

  // Over a video the panel begins hidden, which is not the reader's choice; in its own place it hides nothing.
  if (element.matches('[video],[target]')) return;
  if (now.peek().hidden) open.value = false;
  // What was closed before there was a panel was closed by the page.
  let hidden = !open.peek() && !root.querySelector('section');
  follow(() => {
    if (hidden !== open.value || isElsewhere.peek()) return;
    hidden = !hidden;
    preferences.set({ hidden });
  });
}
