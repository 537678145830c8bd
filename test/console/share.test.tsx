// What is given to others: the relay's other addresses, the transcript, and the links that an owner makes.
import { screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';

import { confirmRelay, goodHash, isTold, openConsole, violations } from './open-console.tsx';
import { pressByKey, savedBy } from './saved-files.ts';

const area = (name: string | RegExp) => screen.getByRole('textbox', { name }) as HTMLTextAreaElement;

describe('the page without JavaScript', () => {
  it('is an address to copy', async () => {
    openConsole(`${goodHash}&relay=https://captions.example.org`);
    await confirmRelay();
    await userEvent.click(screen.getByText('More addresses'));
    expect(area('Page without JavaScript').value).toBe('https://captions.example.org/s/talk/plain');
    expect(await violations()).toEqual([]);
  });
});

describe('the transcript', () => {
  const open = async () => {
    const opened = openConsole(`${goodHash}&relay=https://captions.example.org`);
    await confirmRelay();
    return opened;
  };
  const address = 'https://captions.example.org/v1/sessions/talk/transcript.vtt';
  const link = (name: string) => screen.getByRole('link', { name: `${name} transcript` });

  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('is a download in four formats, also of a private session', async () => {
    const { root } = await open();
    expect(
      screen
        .getAllByRole('link', { name: /transcript$/ })
        .map((one) => [one.textContent, one.getAttribute('download')]),
    ).toEqual([
      ['WebVTT transcript', 'talk.vtt'],
      ['SubRip transcript', 'talk.srt'],
      ['Text transcript', 'talk.txt'],
      ['JSON transcript', 'talk.json'],
    ]);
    expect(link('WebVTT').getAttribute('href')).toBe(address);
    expect(await violations(root)).toEqual([]);
    const asked: [string, RequestInit][] = [];
    const { name, content } = await savedBy(async () => {
      vi.spyOn(globalThis, 'fetch').mockImplementation(async (url, request) => {
        asked.push([url as string, request as RequestInit]);
        return new Response('WEBVTT\n');
      });
      await pressByKey(link('WebVTT'));
    });
    expect(name).toBe('talk.vtt');
    expect(await content.text()).toBe('WEBVTT\n');
    expect(asked).toEqual([
      [address, expect.objectContaining({ headers: { authorization: 'Bearer aaa.bbb.ccc' } })],
    ]);
    await isTold('Transcript saved as WebVTT.');
  });

  it.each([
    [404, {}, 'Nothing was said yet, so there is no transcript.'],
    [503, { detail: 'too many are being sent' }, /did not give the transcript: too many are being sent/],
  ])('that is refused with %i is explained', async (status, body, said) => {
    await open();
    vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response(JSON.stringify(body), { status }));
    await userEvent.click(link('SubRip'));
    await waitFor(() => screen.getByText(said, { selector: '.box-problem' }));
    expect(await violations()).toEqual([]);
  });
});

describe('a new link', () => {
  const asOwner = async () => {
    const { relay, root } = openConsole(goodHash);
    relay.join({ role: 'owner' });
    await waitFor(() => screen.getByRole('heading', { name: 'New link' }));
    return { relay, root };
  };
  const answer = (status: number, body: unknown) =>
    vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response(JSON.stringify(body), { status }));
  const make = () => userEvent.click(screen.getByRole('button', { name: 'Make link' }));
  const expiresAt = Date.UTC(2026, 4, 12, 10, 30);

  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('is offered to an owner only', async () => {
    const { relay } = openConsole();
    relay.join();
    await waitFor(() => screen.getByText('Viewers see every keystroke.'));
    expect(screen.queryByRole('heading', { name: 'New link' })).toBeNull();
    screen.getByText(/captionwire invite talk --role viewer/);
  });

  it('for a presenter is asked for with role, name and time, and carries its token in the fragment', async () => {
    const { root } = await asOwner();
    const asked = answer(201, { token: 'new.bbb.ccc', role: 'presenter', expiresAt });
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Role' }), 'presenter');
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Valid for' }), '1 hour');
    await userEvent.fill(screen.getByRole('textbox', { name: 'Name, if you like' }), ' Tom ');
    await make();
    await waitFor(() =>
      expect(area('Presenter link for Tom').value).toBe(
        `${location.origin}/console#session=talk&token=new.bbb.ccc`,
      ),
    );
    const [url, request] = asked.mock.calls[0] as [string, RequestInit];
    expect(url).toBe(`${location.origin}/v1/sessions/talk/tokens`);
    expect(request).toMatchObject({ method: 'POST', headers: { authorization: 'Bearer aaa.bbb.ccc' } });
    expect(JSON.parse(request.body as string)).toEqual({ role: 'presenter', name: 'Tom', ttlS: 3_600 });
    expect(screen.queryByRole('img', { name: /presenter/ })).toBeNull();
    screen.getByText(/^Valid until .*write captions/);
    await isTold('Presenter link for Tom is ready.');
    expect(await violations(root)).toEqual([]);
  });

  it('for a viewer is good for half a day unless told otherwise, and has a QR code', async () => {
    await asOwner();
    const asked = answer(201, { token: 'new.bbb.ccc', role: 'viewer', expiresAt });
    await make();
    await waitFor(() =>
      expect(area('Private viewer link').value).toBe(`${location.origin}/s/talk#token=new.bbb.ccc`),
    );
    const [, request] = asked.mock.calls[0] as [string, RequestInit];
    expect(JSON.parse(request.body as string)).toEqual({ role: 'viewer', ttlS: 43_200 });
    screen.getByRole('img', { name: 'QR code of the private viewer link' });
  });

  it.each([
    [
      'Zoom',
      `/closedcaption?id=talk&ns=captionwire&expire=86400&spparams=id%2Cns%2Cexpire&signature=new.bbb.ccc`,
    ],
    ['YouTube', '/closedcaption?cid=new.bbb.ccc'],
    ['Teams', '/cartcaption?meetingid=talk&token=new.bbb.ccc'],
    ['StreamText', '/ingest/streamtext?token=new.bbb.ccc'],
    ['Webhook', '/ingest/webhook?token=new.bbb.ccc'],
  ])('for a tool that captions for %s is the URL to paste into it', async (service, path) => {
    const { root } = await asOwner();
    const asked = answer(201, { token: 'new.bbb.ccc', role: 'tool', expiresAt });
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Role' }), service.toLowerCase());
    await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Name, if you like' })).toBeNull());
    await make();
    await waitFor(() => expect(area(`${service} URL`).value).toBe(`${location.origin}${path}`));
    const [, request] = asked.mock.calls[0] as [string, RequestInit];
    expect(JSON.parse(request.body as string)).toEqual({ role: 'tool', ttlS: 43_200 });
    screen.getByText(/^Valid until .*send captions/);
    expect(await violations(root)).toEqual([]);
  });

  it.each([
    [401, {}, /Your own link is not accepted any more/],
    [403, {}, /Your link may not make other links/],
    [400, { detail: 'ttlS is too long' }, /did not make it: ttlS is too long/],
    [404, {}, /Use captionwire invite/],
  ])('that is refused with %i is explained', async (status, body, said) => {
    await asOwner();
    answer(status, body);
    await make();
    await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(said));
    expect(screen.queryByRole('textbox', { name: /iewer link$/ })).toBe(area('Viewer link'));
    screen.getByRole('button', { name: 'Make link' });
  });

  it('that gets no answer is explained', async () => {
    await asOwner();
    vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('Failed to fetch'));
    await make();
    await waitFor(() =>
      expect(screen.getByRole('alert').textContent).toMatch(/^The relay cannot be reached/),
    );
  });
});
