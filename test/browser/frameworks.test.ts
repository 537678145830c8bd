// The recipes of docs/frameworks.md as they stand: drawn by the framework itself, taken out again, and taken over from a server.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import type { Page } from 'playwright';
import { compile } from 'svelte/compiler';
import { build, type Plugin } from 'vite';
import { describe, expect, onTestFinished } from 'vitest';

import { guestTest, twoLines } from '../helpers/guest-test.ts';

const test = guestTest();

const page = readFileSync('docs/frameworks.md', 'utf8');
const recipes = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(
    ([, recipe]) => recipe as string,
  );

const svelte: Plugin = {
  name: 'svelte',
  transform: (code, id) => (id.endsWith('.svelte') ? compile(code, { generate: 'client' }).js.code : null),
};

/** The files as one script for a page, or, where the entry is for a server, as a module of Node's. */
async function bundle(files: Readonly<Record<string, string>>, isServer = false): Promise<string> {
  // Beside the packages that it imports.
  mkdirSync('node_modules/.captionwire', { recursive: true });
  const folder = mkdtempSync(resolve('node_modules/.captionwire/frameworks-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const [first = ''] = Object.keys(files);
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    root: folder,
    plugins: [svelte],
    define: {
      'process.env.NODE_ENV': '"development"',
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'true',
    },
    resolve: {
      alias: {
        'captionwire/define': resolve('dist/widget/define.js'),
        vue: resolve('node_modules/vue/dist/vue.esm-bundler.js'),
      },
      conditions: isServer ? ['node'] : ['browser'],
    },
    build: {
      write: false,
      minify: false,
      ssr: isServer,
      rolldownOptions: { output: { codeSplitting: false } },
      lib: { entry: join(folder, first), formats: [isServer ? 'es' : 'iife'], name: 'page' },
    },
  });
  const [chunks] = [built].flat();
  if (!chunks || !('output' in chunks)) throw new Error('nothing was built');
  return chunks.output.map((chunk) => ('code' in chunk ? chunk.code : '')).join('');
}

/** Escapes text that would end a script or start a comment in it (HTML, 4.12.1.3). */
const script = (code: string) =>
  `<script>${code.replaceAll('</script', '<\\/script').replaceAll('<!--', '\\x3c!--')}</script>`;
const stage = '<div id="stage"></div>';
const shownIn = (page: Page, selector: string) =>
  expect.poll(() => page.locator(`${selector} caption-wire .log p`).allInnerTexts());

test.for(['jsx', 'js', 'svelte'])('there are recipes in %s, and each is run here', (language) => {
  expect(recipes(language)).toHaveLength({ jsx: 3, js: 1, svelte: 1 }[language] ?? 0);
});

describe('React', () => {
  const files = (recipe: string, name: string, relay: string, session: string) => ({
    'recipe.jsx': recipe.replace('https://captions.example.org', relay),
    'app.jsx': `import * as recipe from './recipe.jsx';
      const Recipe = recipe.${name};
      export const App = ({ target }) => <main><h1>A talk</h1><Recipe session="${session}" target={target} /></main>;`,
  });

  test.for([
    ['docked', undefined],
    ['in a target', '#stage'],
  ] as const)(
    'draws the element %s, and takes it out again without a fault',
    async ([, target], { relay, session, openSite, sayTwoLines }) => {
      await sayTwoLines();
      const code = await bundle({
        'page.jsx': `import { createRoot } from 'react-dom/client';
          import { App } from './app.jsx';
          const root = createRoot(document.querySelector('#app'));
          root.render(<App target={${JSON.stringify(target)}} />);
          globalThis.leave = () => root.render(<p>Over</p>);`,
        ...files(recipes('jsx')[0] as string, 'Captions', relay.url, session),
      });
      const { page, logged } = await openSite({ body: `<div id="app"></div>${stage}${script(code)}` });
      await shownIn(page, target ?? '#app').toEqual(twoLines);
      await page.evaluate('leave()');
      await expect.poll(() => page.locator('#app').innerText()).toBe('Over');
      await expect.poll(() => page.locator('caption-wire').count()).toBe(0);
      expect(logged.filter((text) => !text.includes('React DevTools'))).toEqual([]);
    },
  );

  test.for([
    [0, 'Captions', undefined],
    [0, 'Captions', '#stage'],
    [1, 'LastLine', undefined],
    [2, 'default', undefined],
  ] as const)(
    'takes recipe %d over from a server without a word, %s',
    async ([at, name, target], { relay, session, openSite, sayTwoLines }) => {
      await sayTwoLines();
      const own = files(recipes('jsx')[at] as string, name, relay.url, session);
      const given = `target={${JSON.stringify(target)}}`;
      const server = await bundle(
        {
          'server.jsx': `import { renderToString } from 'react-dom/server';
            import { App } from './app.jsx';
            export const html = renderToString(<App ${given} />);`,
          ...own,
        },
        true,
      );
      const folder = mkdtempSync(resolve('node_modules/.captionwire/server-'));
      onTestFinished(() => rmSync(folder, { recursive: true }));
      writeFileSync(join(folder, 'server.mjs'), server);
      const { html } = (await import(/* @vite-ignore */ join(folder, 'server.mjs'))) as { html: string };
      expect(html).toContain(`<caption-wire session="${session}"`);
      const code = await bundle({
        'page.jsx': `import { hydrateRoot } from 'react-dom/client';
          import { App } from './app.jsx';
          globalThis.before = document.querySelector('caption-wire');
          hydrateRoot(document.querySelector('#app'), <App ${given} />, {
            onRecoverableError: (error) => console.error('hydration: ' + error.message),
          });`,
        ...own,
      });
      const { page, logged } = await openSite({ body: `<div id="app">${html}</div>${stage}${script(code)}` });
      await shownIn(page, target ?? '#app').toEqual(twoLines);
      expect(await page.evaluate('before.isConnected')).toBe(true);
      if (name === 'LastLine') await page.getByText('Second line').last().waitFor();
      expect(logged.filter((text) => !text.includes('React DevTools'))).toEqual([]);
    },
  );
});

describe.each(['Vue', 'Svelte'])('%s', (name) => {
  test('draws the element in a target, hears it, and takes it out again', async ({
    relay,
    session,
    openSite,
    sayTwoLines,
  }) => {
    await sayTwoLines();
    const [recipe = ''] = recipes(name === 'Vue' ? 'js' : 'svelte');
    const own = recipe.replace('https://captions.example.org', relay.url).replace('town-hall', session);
    const code = await bundle(
      name === 'Vue'
        ? { 'page.js': own }
        : {
            'page.js': `import { mount } from 'svelte';
              import Recipe from './Recipe.svelte';
              mount(Recipe, { target: document.querySelector('#app'), props: { session: '${session}', target: '#stage' } });`,
            'Recipe.svelte': own,
          },
    );
    const { page, logged } = await openSite({ body: `<div id="app"></div>${stage}${script(code)}` });
    await shownIn(page, '#stage').toEqual(twoLines);
    await expect.poll(() => page.locator('#last').innerText()).toBe('Second line');
    await page.getByRole('button', { name: 'Captions on or off' }).click();
    await expect.poll(() => page.locator('caption-wire').count()).toBe(0);
    await page.getByRole('button', { name: 'Captions on or off' }).click();
    await shownIn(page, '#stage').toEqual(twoLines);
    expect(logged.filter((text) => !/development|devtools/i.test(text))).toEqual([]);
  });
});
