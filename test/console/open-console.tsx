// Opens the console in the test's own page, on a line that the test drives, and takes it away afterwards.
// Every test begins with empty storage and a good address.
import { cleanup } from '@testing-library/preact';
import { onTestFinished } from 'vitest';

import { mountConsole } from '../../console/mount.tsx';
import { createHandLine } from './hand-line.ts';

export const goodHash = '#session=talk&token=aaa.bbb.ccc';

export function openConsole(hash = goodHash) {
  const line = createHandLine();
  const root = document.createElement('div');
  document.body.append(root);
  // Without a navigation, so that no `hashchange` of one test reaches the next.
  history.replaceState(null, '', hash || location.pathname + location.search);
  const unmount = mountConsole({ root, transport: line.transport });
  onTestFinished(() => {
    unmount();
    cleanup();
    root.remove();
    localStorage.clear();
    sessionStorage.clear();
  });
  return { line, root, unmount };
}
