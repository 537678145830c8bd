// How it goes, in numbers and words: round trips as a plot, words per minute, who reads and what they say, what waits.
// Read again once a second while the box is open, and never while it is closed. Not a live region: numbers move.
import type { ComponentChildren } from 'preact';

import { connectionWords, linesWait } from '../../console-connection.ts';
import type { Desk } from '../../desk/desk.ts';
import { useNow } from '../../desk/use-now.ts';
import { Icon } from '../../icons.tsx';
import { signalWords } from '../../signal-words.ts';
import type { Panel } from '../panel-box.tsx';
import { latencyReading, paceReading, type Reading } from './gauge-words.ts';
import { latencyPath, scaleTopMs } from './latency-plot.ts';
import { createMeasures, type Measures } from './measures.ts';

const stepMs = 1_000;
const size = { width: 240, height: 48 };

type GaugeProps = {
  readonly name: string;
  readonly warning?: Reading['warning'];
  readonly children: ComponentChildren;
};

function Gauge({ name, warning, children }: GaugeProps) {
  return (
    <div class="gauge">
      <dt>{name}</dt>
      <dd>
        {children}
        {warning && (
          <p class="gauge-warning">
            <Icon name="warning" />
            {warning}
          </p>
        )}
      </dd>
    </div>
  );
}

/** Says nothing to assistive technology that the words beside it do not. */
function Plot({ path, topMs }: { readonly path: string; readonly topMs: number }) {
  return (
    <div class="plot" aria-hidden="true">
      <svg viewBox={`0 0 ${size.width} ${size.height}`} preserveAspectRatio="none" focusable="false">
        <path d={path} />
      </svg>
      <p class="plot-ends">
        <span>10 min ago</span>
        <span>top: {topMs} ms</span>
        <span>now</span>
      </p>
    </div>
  );
}

function Measured({ measures: { latency, pace, waitingMs } }: { readonly measures: Measures }) {
  const now = useNow(stepMs).value;
  const samples = latency.samples(now);
  const topMs = scaleTopMs(Math.max(0, ...samples.map(({ tookMs }) => tookMs)));
  const latencyNow = latencyReading(samples, waitingMs(now));
  const paceNow = paceReading(pace.perMinute(now), pace.average());
  return (
    <>
      <Gauge name="Latency" warning={latencyNow.warning}>
        <p>{latencyNow.words}</p>
        <Plot path={latencyPath(samples, now, topMs, size)} topMs={topMs} />
      </Gauge>
      <Gauge name="Pace" warning={paceNow.warning}>
        <p>{paceNow.words}</p>
      </Gauge>
    </>
  );
}

function Session({ state }: Pick<Desk, 'state'>) {
  const viewers = state.viewers.value;
  const waiting = state.sent.waiting.value;
  const signals = state.signals.value;
  return (
    <>
      <Gauge name="Viewers">{viewers ?? 'Unknown'}</Gauge>
      <Gauge name="Signals">{signals.map(signalWords).join('; ') || 'None'}</Gauge>
      <Gauge name="Waiting">{waiting === 0 ? 'No line waits' : linesWait(waiting)}</Gauge>
      <Gauge name="Connection">{connectionWords(state.connection.value, state.ended.value).title}</Gauge>
    </>
  );
}

export const gaugesPanel: Panel = {
  id: 'gauges',
  title: 'Gauges',
  icon: 'gauges',
  create({ state }) {
    const measures = createMeasures(state);
    return {
      view: () => (
        <dl class="gauges">
          <Measured measures={measures} />
          <Session state={state} />
        </dl>
      ),
      stop: measures.stop,
    };
  },
};
