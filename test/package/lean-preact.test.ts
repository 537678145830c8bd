// The widget is built from a Preact without what it never uses, so it must not begin to use it. The browser tests run what
// was built; this names the cause.
import { readdirSync, readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

const left =
  /<(svg|math|template|progress|textarea)\b|\b(dangerouslySetInnerHTML|hydrate|createPortal|createContext|contextType|getDerivedStateFrom\w+|getSnapshotBeforeUpdate|getChildContext|componentDidCatch|componentDidUpdate|componentWill(?!Unmount)\w+)\b|setState|'preact\/|\s(width|height|href|list|form|download|rowSpan|colSpan|popover)=[{"]/;

const views = readdirSync('widget', { encoding: 'utf8', recursive: true }).filter((path) =>
  path.endsWith('.tsx'),
);

test.for(views)('%s uses nothing that the widget’s Preact lacks', (path) => {
  expect(left.exec(readFileSync(`widget/${path}`, 'utf8'))?.[0]).toBeUndefined();
});
