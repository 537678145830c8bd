// What else a relay serves of a session, for those who do not want the viewer page. Only what is there: each of these is a
// route of the relay.

export type Address = { readonly id: string; readonly name: string; readonly url: string };

export function addresses(relay: string, session: string): readonly Address[] {
  const transcript = (format: string, name: string): Address => ({
    id: `transcript-${format}`,
    name: `Transcript, ${name}`,
    url: `${relay}/v1/sessions/${session}/transcript.${format}`,
  });
  return [
    { id: 'plain-page', name: 'Page without JavaScript', url: `${relay}/s/${session}/plain` },
    transcript('vtt', 'WebVTT'),
    transcript('srt', 'SubRip'),
    transcript('txt', 'plain text'),
    transcript('json', 'JSON'),
  ];
}
