// Builds what browsers load: `--mode widget` the script tag's target, `--mode rooms` what it loads on
// demand, `--mode console` the presenter console.
import { basename, extname } from 'node:path';

import { minify } from 'terser';
import { defineConfig, type Plugin, type UserConfig } from 'vite';

import { closeCodes } from './protocol/codes.ts';
import { clientLimits, limits, publisherTiming, timing } from './protocol/limits.ts';
import { shortNames, spelledNames } from './scripts/internal-names.ts';
import { leanPreact } from './scripts/lean-preact.ts';

const constants = { closeCodes, clientLimits, limits, publisherTiming, timing };
const browserTarget = ['chrome111', 'edge111', 'firefox115', 'safari16.4'];

/**
 * What the widget loads on demand, by its source and by how the script imports it: each becomes a module of its own beside
 * the script, so that a first visit does not pay for it. What both need is in both, or is handed over.
 */
const rooms = {
  'client/events-transport.ts': './events-transport.ts',
  'widget/tools/tools.tsx': './tools/tools.tsx',
};
const roomFile = (source: string) => `widget/${basename(source, extname(source))}.js`;

/**
 * Spells the script's imports of rooms. A classic script from another origin has no address of its own to import from
 * (HTML, 8.1.4.2: its base URL is about:blank), so the tag's is kept while it runs.
 */
const roomsOnDemand: Plugin = {
  name: 'rooms-on-demand',
  transform(code) {
    let spelled = code;
    for (const room of Object.values(rooms)) {
      const there = `import(/* @vite-ignore */ new URL("${roomFile(room)}", scriptUrl))`;
      spelled = spelled.replace(`import("${room}")`, there);
    }
    if (spelled === code) return null;
    return `${spelled}\nconst scriptUrl = (document.currentScript ?? document.querySelector('script[src*="/widget.js"]'))?.src || location.href;`;
  },
};

/**
 * Writes the values of the wire's constants where they are used: an object of them would be in the script whole, with the
 * names of all that only others use.
 */
const constantsInline: Plugin = {
  name: 'constants-inline',
  transform(code) {
    const spelled = code.replace(
      /\b(closeCodes|timing|clientLimits|limits|publisherTiming)\.(\w+)/g,
      (whole, table: string, name: string) =>
        String((constants as Record<string, Record<string, number>>)[table]?.[name] ?? whole),
    );
    return spelled === code ? null : spelled;
  },
};

/**
 * Once more through a second minifier: what it still finds is more than a hundred bytes of each first visit, and the short
 * names of what only the widget's own files know are two hundred more.
 */
const minifyAgain: Plugin = {
  name: 'minify-again',
  async generateBundle({ format }, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      const { code = '' } = await minify(chunk.code, {
        module: format === 'es',
        ecma: 2020,
        compress: { passes: 3, sequences: false, pure_getters: true, toplevel: true, keep_fargs: false },
        format: { comments: false },
        ...(await shortNames()),
      });
      const spelled = spelledNames(code, chunk.exports);
      if (spelled.length > 0) this.error(`${chunk.fileName} spells internal names: ${spelled.join()}`);
      chunk.code = code;
    }
  },
};

const widget = defineConfig({
  publicDir: false,
  plugins: [leanPreact(), roomsOnDemand, constantsInline, minifyAgain],
  // Smaller than calls of the JSX runtime, which is one more function beside the one that Preact has anyway.
  oxc: { jsx: { runtime: 'classic', pragma: 'h' }, jsxInject: "import { h } from 'preact'" },
  build: {
    outDir: 'dist/browser',
    emptyOutDir: false,
    target: browserTarget,
    // Nobody looks at the tag of the namespace object that the script exports.
    rolldownOptions: { output: { generatedCode: { symbols: false } } },
    // A classic script: `document.currentScript` is how the tag finds its own attributes.
    lib: { entry: 'widget/script.ts', formats: ['iife'], name: 'captionwire', fileName: () => 'widget.js' },
  },
});

const widgetRooms = defineConfig({
  publicDir: false,
  plugins: [constantsInline, minifyAgain],
  // The script's own `h`, handed over: see widget/tools/kit.ts.
  oxc: {
    jsx: { runtime: 'classic', pragma: 'jsx', pure: false },
    jsxInject: `import { h as jsx } from '${import.meta.dirname}/widget/tools/kit.ts'`,
  },
  build: {
    outDir: 'dist/browser',
    emptyOutDir: false,
    target: browserTarget,
    lib: { entry: Object.keys(rooms), formats: ['es'], fileName: (_, name) => roomFile(name) },
    rolldownOptions: {
      output: {
        // The tables of words, one module per language. What two rooms share would count as a room.
        chunkFileNames: ({ facadeModuleId }) =>
          `widget/${facadeModuleId?.includes('/words/') ? 'words/' : ''}[name].js`,
        // Nobody bundles these again: the white space and the notes for bundlers that a library keeps are of no use.
        minify: true,
      },
    },
  },
});

const presenterConsole = defineConfig({
  root: 'console',
  base: '/console/',
  publicDir: false,
  build: { outDir: '../dist/browser/console', emptyOutDir: true, target: browserTarget },
});

const configs: Record<string, UserConfig> = { rooms: widgetRooms, console: presenterConsole };

export default defineConfig(({ mode }) => configs[mode] ?? widget);
