// Preact as the widget needs it: built from its own source, in which what nothing here ever has (contexts, portals,
// hydration, SVG, hooks of add-ons, most of a component's life cycle) is spelled as absent, so that minifiers leave it out.
// Invariant: only what is absent in the widget anyway is spelled so, and each of it is found, or the build fails.
import { join } from 'node:path';

import type { Plugin } from 'vite';

const source = join(import.meta.dirname, '../node_modules/preact/src/');

/** What Preact's source says, and what that always is here. */
const spellings: readonly (readonly [found: RegExp, instead: string])[] = [
  // Hooks of add-ons; but what throws is heard.
  [/\boptions\.(?!_catchError)\w+/g, 'undefined'],
  [/\bprevDebounce(?= !=| \|\|)/g, 'undefined'],
  // Components know three moments of their lives, and no context.
  [/\bhandled(?= &&)/g, 'undefined'],
  [/\btmp = newType\.contextType;/g, ''],
  [/\btmp(?= && globalContext|\s+\? provider)|\bprovider(?=\) )/g, 'undefined'],
  [/\b(newType|ctor)\.get\w+/g, 'undefined'],
  [/\b(c|component)\.(get\w+|componentDid(Catch|Update)|componentWill(?!Unmount)\w+)/g, 'undefined'],
  // Components keep their state in signals.
  [/^BaseComponent\.prototype\.setState = [^]*?^};/m, ''],
  [
    /^\t+(EMPTY_ARR\.push\.apply\(c\._renderCallbacks, c\._stateCallbacks\)|c\._stateCallbacks = \[\]|c\.state = c\._nextState);/gm,
    '',
  ],
  [/\(c\.state = c\._nextState\)|\bc\._nextState(?=,\n\s+componentContext)/g, 'undefined'],
  [/^\t+if \(!c\.(_nextState|state)\) .*/gm, ''],
  // No element here loses state when it moves.
  [/\bparentDom\.moveBefore(?= && dom)/g, 'false'],
  // Portals.
  [/\b(newProps|[\w.]+\.props)\._parentDom/g, 'undefined'],
  // It renders into what is empty: first what is handed on and on, then where it is looked at.
  [/^\t+(isHydrating|excessDomChildren|oldVNode\._flags & MODE_.*|oldVNode\n[^,]+: NULL),\n/gm, ''],
  [/\b\w+\._flags & MODE_\w+/g, 'undefined'],
  [/\b(isHydrating|excessDomChildren)\b(?! = )/g, 'undefined'],
  [/\b\w+\.nodeType == [89]/g, 'false'],
  // Elements and attributes that it does not draw.
  [/\bi == 'dangerouslySetInnerHTML'/g, 'false'],
  [/\bname != '(width|height|href|list|form|download|rowSpan|colSpan|popover)' &&/g, ''],
  [/\bname == 'popover' && value == true \? '' : value/g, 'value'],
  [/\bnodeType == '(svg|math|template|foreignObject|progress)'/g, 'false'],
  [/\bnamespace == \w+_NAMESPACE/g, 'false'],
];

/** For the widget's build alone. */
export function leanPreact(): Plugin {
  const unfound = new Set(spellings);
  return {
    name: 'lean-preact',
    enforce: 'pre',
    resolveId: (id) => (id === 'preact' ? `${source}index.js` : null),
    transform(code, id) {
      if (!id.startsWith(source)) return null;
      const lean = spellings.reduce((text, spelling) => {
        if (text.search(spelling[0]) >= 0) unfound.delete(spelling);
        return text.replace(...spelling);
      }, code);
      // Still written in places that are never come to.
      return `${lean}\nlet isHydrating, excessDomChildren;`;
    },
    buildEnd() {
      for (const [found] of unfound) this.error(`preact no longer says ${found}`);
    },
  };
}
