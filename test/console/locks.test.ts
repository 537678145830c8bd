// A human's word stands against a program at the same desk: what was edited or taken back, here or elsewhere, is out of its
// hands.
import { describe, expect, it, onTestFinished } from 'vitest';

import { createConsoleState } from '../../console/console-state.ts';
import { createDesk } from '../../console/desk/desk.ts';
import { createFakeRelay } from '../helpers/fake-relay.ts';

function openDesk() {
  const relay = createFakeRelay();
  const link = { relay: 'https://relay.example', session: 'talk', token: 'a.b.c' };
  const state = createConsoleState({ link, transport: relay.transport });
  const desk = createDesk(state);
  onTestFinished(() => {
    desk.stop();
    state.leave();
    localStorage.clear();
  });
  relay.join();
  return { relay, desk, take: relay.takeLast };
}

const heard = (rev: number, text: string) => ({ type: 'line', id: 'heard', rev, text }) as const;

describe('a program at the desk', () => {
  it('revises its own lines as long as no human has had them in hand', () => {
    const { relay, desk, take } = openDesk();
    expect(desk.machine.interim('heard', 'helo', {})).toBe(true);
    expect(desk.machine.publish(heard(1, 'helo'))).toBe(true);
    take();
    expect(desk.machine.publish(heard(2, 'hello'))).toBe(true);
    take();
    expect(desk.locks.isLocked('heard')).toBe(false);
    expect(desk.machine.publish(heard(3, 'hello.'))).toBe(true);
    expect(relay.sent('publish')).toHaveLength(3);
  });

  it('is refused while a human has the line in the field, and again afterwards when that changed it', () => {
    const { relay, desk, take } = openDesk();
    desk.machine.publish(heard(1, 'helo'));
    take();
    desk.corrections.edit('heard');
    expect(desk.machine.publish(heard(2, 'hallo'))).toBe(false);
    expect(desk.machine.interim('heard', 'hallo', {})).toBe(false);
    desk.corrections.leave();
    expect(desk.locks.isLocked('heard')).toBe(false);
    desk.corrections.edit('heard');
    desk.composer.input('hello', false);
    expect(desk.composer.finish()).toBe('corrected');
    // At once, also while the correction is on its way.
    expect(desk.machine.publish(heard(2, 'hallo'))).toBe(false);
    expect(relay.sent('publish')).toHaveLength(2);
  });

  it('is refused what a human took back', () => {
    const { desk, take } = openDesk();
    desk.machine.publish(heard(1, 'noise'));
    take();
    desk.corrections.takeBack('heard');
    expect(desk.machine.publish(heard(2, 'more noise'))).toBe(false);
  });

  it('is refused what was edited or taken back at another console', () => {
    const { relay, desk, take } = openDesk();
    desk.machine.publish(heard(1, 'helo'));
    take();
    relay.addRecords(heard(2, 'hello'));
    expect(desk.machine.publish(heard(3, 'hallo'))).toBe(false);
    desk.machine.publish({ type: 'line', id: 'next', rev: 1, text: 'noise' });
    take();
    relay.addRecords({ type: 'retract', id: 'next' });
    expect(desk.machine.interim('next', 'noise', {})).toBe(false);
  });

  it('may take back what it said itself', () => {
    const { desk, take } = openDesk();
    desk.machine.publish(heard(1, 'noise'));
    take();
    expect(desk.machine.publish({ type: 'retract', id: 'heard' })).toBe(true);
    take();
    expect(desk.locks.isLocked('heard')).toBe(false);
  });
});
