// What the console remembers on this device: the speaker's name. Not who publishes: a tab that is copied brings its
// storage along, and two publishers of one identity would take each other's numbers for their own.
// Storage is a courtesy of the browser: it may be full, forbidden or absent, and nothing here ever throws.

const speakerKey = 'captionwire.console.speaker';

/** The speaker's name last used on this device; '' when there is none. */
export function keptSpeaker(): string {
  try {
    // The getter itself throws where a page may not store anything.
    return globalThis.localStorage.getItem(speakerKey) ?? '';
  } catch {
    return '';
  }
}

export function keepSpeaker(name: string): void {
  try {
    globalThis.localStorage.setItem(speakerKey, name);
  } catch {
    // Not remembered; everything else works.
  }
}
