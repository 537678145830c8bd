// What a recogniser's errors mean (Web Speech API, 4.1.8) and what helps, and the languages that are offered.

type Fault = {
  readonly words: string;
  /** Trying again would end the same way. */
  readonly isFinal?: true;
};

const faults: Record<string, Fault> = {
  'not-allowed': {
    words:
      'The browser does not let this page use the microphone. Allow it beside the address, then start again.',
    isFinal: true,
  },
  'service-not-allowed': {
    words: 'The browser does not allow speech recognition here.',
    isFinal: true,
  },
  'audio-capture': {
    words: 'No microphone was found. Plug one in or choose one in the system’s settings, then start again.',
    isFinal: true,
  },
  'language-not-supported': {
    words: 'The browser does not recognise this language. Choose another one.',
    isFinal: true,
  },
  'no-speech': { words: 'Nobody was heard. Still listening.' },
  network: { words: 'The browser’s recogniser cannot be reached. It is tried again.' },
  aborted: { words: 'The browser stopped listening. It is tried again.' },
};

export function faultOf(error: string): Fault {
  return faults[error] ?? { words: `The recogniser says: ${error}. It is tried again.` };
}

const tags = (
  'ar-SA bg-BG ca-ES cs-CZ da-DK de-AT de-CH de-DE el-GR en-AU en-CA en-GB en-IE en-IN en-NZ en-US en-ZA es-ES es-MX ' +
  'es-US et-EE fa-IR fi-FI fr-BE fr-CA fr-CH fr-FR he-IL hi-IN hr-HR hu-HU id-ID it-IT ja-JP ko-KR lt-LT lv-LV ms-MY ' +
  'nb-NO nl-BE nl-NL pl-PL pt-BR pt-PT ro-RO ru-RU sk-SK sl-SI sr-RS sv-SE th-TH tr-TR uk-UA vi-VN zh-CN zh-HK zh-TW'
).split(' ');

/** A tag without its extensions, as a line may carry it; undefined when it is none. */
export function readLanguage(tag: unknown): string | undefined {
  try {
    return typeof tag === 'string' ? new Intl.Locale(tag).baseName : undefined;
  } catch {
    // Browsers are known to call their own language what is no tag, `en-US@posix`.
    return undefined;
  }
}

export type Language = { readonly tag: string; readonly name: string };

/** @param chosen a tag that is offered in any case. */
export function languages(chosen: string): readonly Language[] {
  const names = new Intl.DisplayNames(['en'], { type: 'language', languageDisplay: 'standard' });
  return [...new Set([...tags, chosen])]
    .map((tag) => ({ tag, name: names.of(tag) ?? tag }))
    .sort((one, other) => one.name.localeCompare(other.name, 'en'));
}
