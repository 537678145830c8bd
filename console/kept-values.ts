// What the console remembers: the speaker's name on this device, the publisher's identity in this tab.
// Storage is a courtesy of the browser: it may be full, forbidden or absent, and nothing here ever throws.
import { newId } from '../client/presenter.ts';

const speakerKey = 'captionwire.console.speaker';
const publisherKey = 'captionwire.console.publisher';

function storage(name: 'localStorage' | 'sessionStorage'): Storage | undefined {
  try {
    // The getter itself throws where a page may not store anything.
    return globalThis[name];
  } catch {
    return undefined;
  }
}

function read(store: Storage | undefined, key: string): string | undefined {
  try {
    return store?.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

function write(store: Storage | undefined, key: string, value: string): void {
  try {
    store?.setItem(key, value);
  } catch {
    // Not remembered; everything else works.
  }
}

/** The speaker's name last used on this device; '' when there is none. */
export function keptSpeaker(): string {
  return read(storage('localStorage'), speakerKey) ?? '';
}

export function keepSpeaker(name: string): void {
  write(storage('localStorage'), speakerKey, name);
}

/** This tab's publisher: the same after a reload, so that its numbers go on. */
export function tabPublisher(): string {
  const store = storage('sessionStorage');
  const kept = read(store, publisherKey);
  if (kept && /^[A-Za-z0-9_.:-]{1,64}$/.test(kept)) return kept;
  const publisher = newId();
  write(store, publisherKey, publisher);
  return publisher;
}
