// Reads talk.script.txt and writes captions from it.
// Invariant: a cue's text is the spoken text word for word; only line breaks are added.
// Follows WebVTT (voice spans, lang spans), https://www.w3.org/TR/webvtt1/

const LINE_CHARACTERS = 40;

/** Parses the script into `{ title, voices, beats }`; throws an Error that names the line it cannot read. */
export function parseScript(source) {
  const talk = { title: '', voices: new Map(), beats: [] };
  let scene = { name: 'title', step: 0 };

  source.split('\n').forEach((raw, index) => {
    const line = raw.trim();
    if (!line || line.startsWith('#')) return;
    const part = (pattern) => line.match(pattern)?.slice(1);
    const fail = (why) => {
      throw new Error(`talk.script.txt, line ${index + 1}: ${why}: ${line}`);
    };

    let found;
    if ((found = part(/^talk (.+)$/))) {
      talk.title = found[0];
    } else if ((found = part(/^voice (\S+) = (\S+) (\d+) (\d+)$/))) {
      const [name, voice, wordsPerMinute, pitch] = found;
      talk.voices.set(name, { voice, wordsPerMinute, pitch });
    } else if ((found = part(/^== (\w+)(?: (\d+))?$/))) {
      scene = { name: found[0], step: Number(found[1] ?? 0) };
    } else if ((found = part(/^\.\.\. ([\d.]+)$/))) {
      talk.beats.push({ type: 'rest', seconds: Number(found[0]), scene });
    } else if ((found = part(/^([[♪].+[\]♪]) = (\w+) ([\d.]+)$/))) {
      const [text, synth, seconds] = found;
      talk.beats.push({ type: 'sound', text, synth, seconds: Number(seconds), scene });
    } else if ((found = part(/^(\w+)(?: \((\w+)\))?: (.+)$/))) {
      const [speaker, lang, text] = found;
      if (!talk.voices.has(speaker)) fail('no voice is given for this speaker');
      talk.beats.push({ type: 'speech', speaker, lang, text, scene });
    } else {
      fail('this line is none of the forms at the top of the file');
    }
  });
  return talk;
}

/** Breaks text into at most two lines of much the same length, preferring to break after a comma or a full stop. */
export function breakLine(text) {
  if (text.length <= LINE_CHARACTERS) return text;
  let best = { cost: Infinity, at: -1 };
  for (let at = text.indexOf(' '); at !== -1; at = text.indexOf(' ', at + 1)) {
    const atPause = /[,.:;?!]$/.test(text.slice(0, at));
    const overrun = Math.max(0, Math.max(at, text.length - at - 1) - LINE_CHARACTERS);
    const cost = Math.abs(text.length - 2 * at) + overrun * 8 - (atPause ? 14 : 0);
    if (cost < best.cost) best = { cost, at };
  }
  return best.at < 0 ? text : `${text.slice(0, best.at)}\n${text.slice(best.at + 1)}`;
}

function timestamp(seconds) {
  const ms = Math.round(seconds * 1000);
  const two = (value) => String(Math.floor(value)).padStart(2, '0');
  const clock = [ms / 3_600_000, (ms / 60_000) % 60, (ms / 1000) % 60].map(two).join(':');
  return `${clock}.${String(ms % 1000).padStart(3, '0')}`;
}

const escapeText = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Formats timed beats as a WebVTT file; a beat is shown from `start` to `end`, in seconds. */
export function formatCaptions(title, beats) {
  const cues = beats
    .filter((beat) => beat.text)
    .map((beat, index) => {
      const words = escapeText(breakLine(beat.text));
      const inLanguage = beat.lang ? `<lang ${beat.lang}>${words}</lang>` : words;
      const text = beat.speaker ? `<v ${beat.speaker}>${inLanguage}</v>` : words;
      return `${index + 1}\n${timestamp(beat.start)} --> ${timestamp(beat.end)}\n${text}\n`;
    });
  return `WEBVTT\n\nNOTE ${title}. Made with film.webm by make-film.mjs; edit talk.script.txt instead.\n\n${cues.join('\n')}`;
}
