// The look of the panel, for one constructed style sheet. Important declarations of `:host` win over everything the
// page declares (CSS Cascade 5, 6.1: for important ones the inner context wins), inline styles included.
// A page themes it with --captionwire-background, -text, -accent (colours), -font (family), -size (of the captions,
// 1.25em), -lines (lines in view, 4), -width (of the docked panel, 60em), -height (of a panel in a target). Lengths
// start from the reader's own default font size: `all: initial` gives the host `medium`, whatever the page's root says.
// A page hides the panel with `hidden`, or `display: none` in the tag's own style: announcements go on, as the regions stay.
// A docked panel is one line high until the first words, unless the tag says `start=open`.
// A docked panel grows for a status, because it lies over the page; one in a target never moves what is below it. However low the
// window, two lines of captions and one of a status have room.

const dark =
  '--bg:var(--captionwire-background,#14161a);--fg:var(--captionwire-text,#f6f7f9);--soft:#c6cbd3;--rim:#4a505b;' +
  '--hue:var(--captionwire-accent,#7cc4ff);--warn:#ffd166;--bad:#ffaaa5;' +
  '--v0:#7cc4ff;--v1:#ffb454;--v2:#5fd9a8;--v3:#f0e05a;--v4:#ff9ec7;--v5:#c5b3ff;color-scheme:dark';
const light =
  '--bg:var(--captionwire-background,#fff);--fg:var(--captionwire-text,#14161a);--soft:#454b55;--rim:#b6bcc7;' +
  '--hue:var(--captionwire-accent,#08508f);--warn:#6b4300;--bad:#951212;' +
  '--v0:#08508f;--v1:#833f00;--v2:#005a45;--v3:#5c4d00;--v4:#8f1457;--v5:#54308f;color-scheme:light';

export const styles = `
:host{all:initial!important;display:block!important;position:fixed!important;inset:auto 0 0!important;z-index:2147483647!important;pointer-events:none!important}
:host([position=top]){inset:0 0 auto!important}
:host([target]){position:static!important}
*{box-sizing:border-box}
slot{display:block;position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
section{${dark};position:relative;margin:0 auto;max-width:var(--captionwire-width,60em);font:medium/1.5 var(--captionwire-font,system-ui,sans-serif);color:var(--fg)}
@media(prefers-color-scheme:light){:host(:not([theme=dark])) section{${light}}}
@media print{:host(:not([target])) section{display:none}}
:host([hidden]) section,:host([style*='display:none']) section,:host([style*='display: none']) section{display:none}
:host([theme=light]) section{${light}}
.open{display:flex;flex-direction:column;--size:var(--captionwire-size,1.25em);--lines:calc(var(--size)*1.5*var(--captionwire-lines,4));max-height:min(max(40vh,5em + var(--size)*4.5),100vh);min-height:5.7em;background:var(--bg);border:1px solid var(--rim);border-radius:14px 14px 0 0;box-shadow:0 0 24px #0005;pointer-events:auto;padding-bottom:env(safe-area-inset-bottom)}
:host([position=top]) .open{border-radius:0 0 14px 14px}
:host([target]) .open{border-radius:14px}
:host([target]) section{max-width:none}
:host([target]) .open{height:var(--captionwire-height,calc(50px + 1.75em + var(--lines)));max-height:none;box-shadow:none}
.head{display:flex;flex-wrap:wrap;align-items:center;justify-content:end;gap:8px;padding:4px 4px 0;flex:none}
.open .head>b{margin-inline:12px auto;color:var(--soft);font-size:.875em;letter-spacing:.03em}
button{all:unset;box-sizing:border-box;display:inline-flex;align-items:center;justify-content:center;gap:8px;min-width:44px;min-height:44px;padding:0 12px;border-radius:10px;white-space:nowrap;color:var(--fg);font-size:.9375em;font-weight:600;cursor:pointer;pointer-events:auto}
@media(hover:hover){button:hover{background:color-mix(in srgb,currentcolor 14%,var(--bg))}}
:focus-visible{outline:3px solid var(--hue);outline-offset:-3px}
.jump,section:not(.open) button{background:var(--bg);border:1px solid var(--rim);box-shadow:0 2px 12px #0004}
section:not(.open) .head{padding:12px}
section:not(.open) b{border:2px solid;border-radius:4px;padding:0 4px;font-size:.75em;line-height:1.4}
.jump{position:absolute;bottom:4px;inset-inline-end:4px;border-radius:22px}
.status{flex:0 1 auto;min-height:calc(var(--size)*1.5 + 2px);margin:0 12px;padding:0 12px;line-height:calc(var(--size)*1.5);max-height:calc(var(--size)*4.5 + 2px);overflow:auto;border:1px solid;border-inline-start-width:6px;border-radius:6px;color:var(--soft);overflow-wrap:anywhere;white-space:pre-line}
.status span+b+span{color:var(--fg)}
.warning{color:var(--warn)}
.alert{color:var(--bad)}
.stage{position:relative;flex:0 99 var(--lines);min-height:min(var(--lines),var(--size)*3);display:flex}
:host(:not([target],[start=open])) .stage:has(.empty){flex-basis:1.875em;min-height:0}
:host([target]) .stage{flex:1}
.log{flex:1;display:flex;flex-direction:column-reverse;overflow:hidden auto;overscroll-behavior:contain;border-radius:8px}
.log p{position:relative;margin:0;padding:0 16px;font-size:var(--size);line-height:1.5;white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:isolate}
.interim::before{content:'';position:absolute;inset-block:.3em;inset-inline-start:5px;border-inline-start:4px solid var(--hue);border-radius:2px}
.sound,.music,.note{font-style:italic}
b{font-weight:700}
.log b{font-style:normal}
${[0, 1, 2, 3, 4, 5].map((voice) => `.v${voice}{color:var(--v${voice})}`).join('')}
small{font-size:.65em;font-style:normal;color:var(--soft);border-bottom:1px dotted}
.log .gap,.log .empty{font-size:1em;color:var(--soft);line-height:1.875}
.gap::after{content:'';position:absolute;inset:auto 16px 2px;border-bottom:2px dashed}
.foot{display:flex;flex-wrap:wrap;gap:0 16px;flex:none;min-height:1.75em;padding:0 16px 4px;font-size:.9375em;color:var(--soft)}
.foot b{color:var(--fg)}
@media(prefers-contrast:more){section{--soft:var(--fg);--rim:var(--fg)}}
@media(forced-colors:active){button{border:1px solid}}
@media(max-height:24em){button{min-height:32px}.foot:empty{display:none}}
`;
