// The console's icons: 16 units square, drawn in the colour of the text beside them. Every icon stands beside words
// that say the same, so assistive technology is told nothing of it.

const paths = {
  live: 'M8 6.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 1 0 0-3.6M4.6 4.6a4.8 4.8 0 0 0 0 6.8M11.4 4.6a4.8 4.8 0 0 1 0 6.8M2.4 2.4a7.9 7.9 0 0 0 0 11.2M13.6 2.4a7.9 7.9 0 0 1 0 11.2',
  connecting: 'M4 2h8M4 14h8M5 2v2.5L8 8l3-3.5V2M5 14v-2.5L8 8l3 3.5V14',
  lost: 'M13.5 6A6 6 0 0 0 2.6 5M2.5 10a6 6 0 0 0 10.9 1M2.3 1.8V5h3.2M13.7 14.2V11h-3.2',
  closed: 'M5.2 1.8h5.6l3.4 3.4v5.6l-3.4 3.4H5.2l-3.4-3.4V5.2zM5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6',
  waiting: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 1 0 8 1.8M8 4.6V8l2.4 1.6',
  sent: 'M2 8h11M8.8 3.6 13.2 8l-4.4 4.4',
  acked: 'M2.6 8.6 6.2 12.2 13.4 4',
  refused: 'M8 1.6 15 14H1zM8 6.2v3.6M8 11.6v.6',
  info: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 1 0 8 1.8M8 7.4v3.8M8 4.7v.6',
  warning: 'M8 1.6 15 14H1zM8 6.2v3.6M8 11.6v.6',
  alert: 'M5.2 1.8h5.6l3.4 3.4v5.6l-3.4 3.4H5.2l-3.4-3.4V5.2zM8 4.6v4.2M8 10.8v.6',
  viewers: 'M1.2 8S3.6 3.6 8 3.6 14.8 8 14.8 8 12.4 12.4 8 12.4 1.2 8 1.2 8M8 6a2 2 0 1 0 0 4 2 2 0 1 0 0-4',
  stopped: 'M5 2.5h6l2.5 2.5v6L11 13.5H5L2.5 11V5zM6.4 5.6v4.8M9.6 5.6v4.8',
  fast: 'M2 3.5 7.4 8 2 12.5zM8 3.5 13.4 8 8 12.5z',
  silent: 'M2 6v4h2.6L8 13V3L4.6 6zM10.6 6.2l3.6 3.6M14.2 6.2l-3.6 3.6',
  thanks: 'M8 13.6 2.6 8.2a3.2 3.2 0 0 1 4.6-4.6L8 4.4l.8-.8a3.2 3.2 0 0 1 4.6 4.6z',
  microphone:
    'M8 1.8a2.2 2.2 0 0 0-2.2 2.2v3.6a2.2 2.2 0 0 0 4.4 0V4A2.2 2.2 0 0 0 8 1.8M3.4 7.4a4.6 4.6 0 0 0 9.2 0M8 12v2.4M5.6 14.4h4.8',
  copy: 'M5.5 5.5h8v8h-8zM10.5 2.5h-8v8',
  captioners:
    'M6 2.6a2.4 2.4 0 1 0 0 4.8 2.4 2.4 0 1 0 0-4.8M1.6 13.4a4.4 4.4 0 0 1 8.8 0M10.6 3a2.2 2.2 0 0 1 0 4M12 9.6a4.2 4.2 0 0 1 2.4 3.8',
  replies: 'M2 3h12v8H7.4L4 13.8V11H2zM5 6h6M5 8.4h4',
  speakers:
    'M6 2.6a2.4 2.4 0 1 0 0 4.8 2.4 2.4 0 1 0 0-4.8M1.6 13.4a4.4 4.4 0 0 1 8.8 0M11.4 4.4a3 3 0 0 1 0 3.6M13.2 3a5.4 5.4 0 0 1 0 6.4',
  sounds:
    'M5.8 12V3.4l7-1.4v8.6M3.9 10.2a1.9 1.9 0 1 0 0 3.6 1.9 1.9 0 1 0 0-3.6M10.9 8.8a1.9 1.9 0 1 0 0 3.6 1.9 1.9 0 1 0 0-3.6',
  canned: 'M2 3h12v8H7.4L4 13.8V11H2zM8.4 4.6 6.8 7h2.4L7.6 9.4',
  script: 'M3.4 1.8h6.4l2.8 2.8v9.6H3.4zM5.6 6.4h4.8M5.6 8.8h4.8M5.6 11.2h3',
  glossary: 'M2 12.6 5 3.4h.6l3 9.2M3 9.6h4.6M10.4 8.2a2.1 2.2 0 1 1 0 4.4 2.1 2.2 0 1 1 0-4.4M12.6 8v4.8',
  status: 'M3.6 14V2.2h8.8L10.6 5l1.8 2.8H3.6',
  gauges: 'M2.2 12.4a6.4 6.4 0 1 1 11.6 0zM8 10.2 10.8 6',
  share:
    'M12 2a1.8 1.8 0 1 0 0 3.6A1.8 1.8 0 1 0 12 2M4 6.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 1 0 0-3.6M12 10.4a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 1 0 0-3.6M5.6 7.1l4.8-2.4M5.6 8.9l4.8 2.4',
  endings: 'M13.4 3v4.6a2 2 0 0 1-2 2H3M6 6.4 2.8 9.6 6 12.8',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
