// The report with pictures: one page that shows each state in each view and what was found there. It is itself what it asks of
// others: headings, names, contrast in light and dark, nothing wider than a phone. Pictures lie beside it, in files of their own.
import { failures } from '../budget.ts';
import type { AuditResult } from '../contract.ts';
import { escaped } from './escaping.ts';
import { type Group, grouped } from './groups.ts';
import { styles } from './html-styles.ts';
import { countText, stagesText } from './text.ts';

const words = (name: string) => name.replaceAll('-', ' ');

/** Where the picture of a stage lies, from the page. @param page counts from 1 */
export const shotPath = (page: number, state: string, view: string) =>
  `screenshots/${page}-${state}-${view}.png`;

function groupHtml(group: Group): string {
  const { check, what, places, why, fix, clause, help, known } = group;
  const rows = [
    ['Where', places.map((place) => `<code>${escaped(place)}</code>`).join('<br>')],
    ['When', escaped(stagesText(group))],
    ['Why', escaped(why)],
    ['Fix', escaped(fix)],
    ['Clause', escaped(clause) + (help ? ` · <a href="${escaped(help)}">about ${escaped(check)}</a>` : '')],
    ...(known ? [['Known', escaped(`until ${known.until}: ${known.reason}`)]] : []),
  ];
  const list = rows.map(([name, text]) => `<dt>${name}</dt><dd>${text}</dd>`).join('');
  return `<li class="${known ? 'known' : 'bad'}"><h4>${escaped(check)}: ${escaped(what)}</h4><dl>${list}</dl></li>`;
}

function stateHtml(result: AuditResult, page: number, state: string): string {
  const shots = result.shots.filter((shot) => shot.state === state);
  if (shots.length === 0) return '';
  const figures = shots.map(({ view }) => {
    const stage = `${state}, ${view}`;
    const count = result.violations.filter(({ stages }) => stages.includes(stage)).length;
    const note = count === 0 ? '' : ` <strong>${count} found</strong>`;
    const path = shotPath(page, state, view);
    const alt = `The page in the state ${words(state)}, view ${words(view)}`;
    return `<figure><a href="${path}"><img loading="lazy" src="${path}" alt="${alt}"></a><figcaption>${words(view)}${note}</figcaption></figure>`;
  });
  return `<h4 class="state">${words(state)}</h4><div class="shots">${figures.join('')}</div>`;
}

function pageHtml(result: AuditResult, index: number): string {
  const { url, violations, states, checks } = result;
  const page = index + 1;
  const ids = new Set(violations.map(({ check }) => check));
  const passed = checks.filter(
    ({ id }) => !ids.has(id) && !(id === 'axe' && [...ids].some((name) => name.startsWith('axe/'))),
  );
  const found =
    violations.length === 0
      ? '<p>Nothing was found.</p>'
      : `<ul class="found">${grouped(violations).map(groupHtml).join('')}</ul>`;
  const pictures = states.map((state) => stateHtml(result, page, state)).join('');
  return `<section aria-labelledby="page-${page}">
<h2 id="page-${page}">${escaped(url)}</h2>
<p class="${failures(result).length === 0 ? 'well' : 'ill'}">${escaped(countText(result))}</p>
<h3>Found</h3>${found}
<h3>Passed</h3><ul>${passed.map(({ title }) => `<li>${escaped(title)}</li>`).join('')}</ul>
${pictures ? `<h3>States</h3>${pictures}` : ''}
</section>`;
}

export function htmlReport(results: readonly AuditResult[]): string {
  const made = results[0]?.startedAt.slice(0, 16).replace('T', ' ') ?? '';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Caption audit</title>
<style>${styles}</style>
</head>
<body>
<header><h1>Caption audit</h1><p>${made} UTC, axe-core ${escaped(results[0]?.axeVersion ?? '')}, Chromium ${escaped(results[0]?.browserVersion ?? '')}</p></header>
<main>${results.map(pageHtml).join('\n')}</main>
</body>
</html>`;
}
