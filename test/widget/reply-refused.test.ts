// A page that offers replies, on a relay that takes none from this reader.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { clearPage } from './on-page.ts';
import { openForm } from './reply-form.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  clearPage();
  sessionStorage.clear();
  vi.useRealTimers();
});

describe('replying', () => {
  it('says so where the relay takes none from this reader, before anything is written; a fresh token may change that', async () => {
    const { find, answer, relay, comeBack, root } = await openForm({ reply: '' });
    expect(relay.allSent('reply-typing')).toMatchObject([{ typing: false }]);
    await answer({ type: 'error', code: 'role-forbidden', message: 'reply: viewers may not write' });
    expect(find('#reply')).toBeNull();
    expect(find('.drawer')?.textContent).toContain('These captioners take no replies');
    // The field had the focus, which is not lost.
    expect(root.activeElement?.textContent).toContain('These captioners take no replies');
    await comeBack();
    expect(find('#reply')).not.toBeNull();
    expect(relay.allSent('reply-typing')).toHaveLength(2 + 1);
  });
});
