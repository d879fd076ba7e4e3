// Looks at a result's report.html as a browser, a screen reader and a printer do.
//
//     node check_page.mjs REPORT PDF      exit code 1 and a line for each fault
//
// To be run where package.json is installed, with chromium and pdftotext at hand. Screenshots of both widths and
// the PDF are left beside PDF.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const here = createRequire(`${process.cwd()}/package.json`);
const { HtmlValidate } = here('html-validate');
const puppeteer = here('puppeteer-core');
const axe = readFileSync(here.resolve('axe-core/axe.min.js'), 'utf8');

const [report, pdf] = process.argv.slice(2);
const most_bytes = 5 << 20;
const faults = [];
const expect = (found, expected, what) => {
  if (found !== expected) {
    faults.push(`${what}: ${JSON.stringify(found)}, expected ${JSON.stringify(expected)}`);
  }
};

async function check_markup() {
  const validator = new HtmlValidate({
    extends: ['html-validate:standard', 'html-validate:a11y'],
    rules: { 'long-title': 'off' }, // a title that tells area and period is worth its length
  });
  const result = await validator.validateString(readFileSync(report, 'utf8'));
  const messages = result.results.flatMap((one) => one.messages);
  for (const one of messages.slice(0, 20)) {
    console.log(`html-validate: line ${one.line}: ${one.message} (${one.ruleId})`);
  }
  expect(messages.length, 0, 'findings of html-validate');
}

/// Pairs of words of one drawing that lie on each other as this browser draws them, with the fonts of this machine.
/// A line's box is taller than its letters: the lines of one name may touch.
function colliding_words(page) {
  return page.$$eval('svg', (drawings) => drawings.flatMap((drawing) => {
    const slack = 0.15;
    const words = [...drawing.querySelectorAll('text')]
      .map((text) => ({ said: text.textContent, at: text.getBoundingClientRect() }))
      .filter(({ at }) => at.width > 0);
    return words.flatMap((one, i) => words.slice(i + 1)
      .filter(({ at }) => {
        const high = slack * Math.min(one.at.height, at.height);
        return one.at.left < at.right && at.left < one.at.right && one.at.top + high < at.bottom - high &&
          at.top + high < one.at.bottom - high;
      })
      .map((other) => `"${one.said}" and "${other.said}"`));
  }));
}

async function check_maps(browser) {
  const folder = path.join(path.dirname(report), 'maps');
  const maps = readdirSync(folder).filter((file) => file.endsWith('.svg'));
  expect(maps.length > 0, true, 'there are maps');
  for (const map of maps) {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(path.join(folder, map)).href);
    expect((await colliding_words(page)).join(', '), '', `${map}: words on each other`);
    expect((await page.$$('text')).length > 10, true, `${map}: words`);
    await page.screenshot({ path: pdf.replace(/\.pdf$/, `_${map.replace('.svg', '.png')}`), fullPage: true });
    await page.close();
  }
}

/// `rules`: those of axe-core to look at, default all.
async function check_at_width(browser, name, width, height, rules) {
  const page = await browser.newPage();
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.setBypassCSP(true); // for axe alone: the page itself has no script
  await page.setViewport({ width, height });
  await page.goto(pathToFileURL(report).href);
  expect(requests.length, 1, `${name}: requests, the page's own among them (${requests.slice(0, 3)})`);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true,
    `${name}: no sideways scrolling`);
  expect((await colliding_words(page)).slice(0, 9).join(', '), '', `${name}: words of maps and charts on each other`);
  await page.screenshot({ path: pdf.replace(/\.pdf$/, `_${name}.png`), clip: { x: 0, y: 0, width, height: 3 * height } });
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate((options) => window.axe.run(document, options),
    { resultTypes: ['violations'], ...(rules && { runOnly: rules }) });
  expect(passes.length > 0, true, `${name}: axe-core looked at something`);
  for (const one of violations) {
    console.log(`axe: ${one.id} (${one.impact}): ${one.help}: ${one.nodes.length} times, first ${one.nodes[0].html.slice(0, 160)}`);
  }
  expect(violations.length, 0, `${name}: violations found by axe-core`);
  const wards = await page.$$eval('.sheet h3', (titles) => titles.map((title) => title.textContent.trim()));
  await page.close();
  return wards;
}

/// The lines of each printed page.
async function printed_pages(browser) {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(report).href);
  const headings = new Set(await page.$$eval('h2,h3,h4', (all) => all.map((one) => one.textContent.trim())));
  const header_words = new Set(await page.$$eval('thead th', (all) =>
    all.flatMap((one) => one.innerText.split(/\s+/)).filter((word) => /^[A-Za-z,]+$/.test(word))));
  await page.pdf({ path: pdf, preferCSSPageSize: true, printBackground: true });
  await page.close();
  const pages = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8', maxBuffer: 1 << 26 }).split('\f');
  pages.pop();
  const lines = pages.map((text) => text.split('\n').map((line) => line.trim()).filter((line) => line !== ''));
  check_feet(lines, headings, header_words);
  return lines;
}

/// A heading, or the header of a table, at the foot of a page, parted from what it heads.
function check_feet(pages, headings, header_words) {
  pages.forEach((lines, page) => {
    const last = lines.at(-2) ?? ''; // the last is the marking and the page's number
    const words = last.split(/\s+/);
    expect(headings.has(last) || words.every((word) => header_words.has(word)), false,
      `page ${page + 1} ends with what heads the next: "${last}"`);
  });
}

function check_paper(pages, wards, themes) {
  const first_of = (title) => pages.findIndex((lines) => lines.slice(0, 3).includes(title));
  expect(first_of(themes[0]), 1, 'the first theme begins on the second page: the front page is one sheet; index');
  for (const ward of wards) {
    const sheets = pages.flatMap((lines, page) =>
      lines.some((line, i) => line === 'Ward sheet' && lines[i + 1] === ward) ? [page] : []);
    expect(sheets.length, 1, `pages with the sheet of ${ward}`);
  }
  const sheet_pages = pages.flatMap((lines, page) => (lines.includes('Ward sheet') ? [page] : []));
  expect(sheet_pages.length, wards.length, 'pages that begin a sheet');
  const last = sheet_pages.at(-1);
  expect(last - sheet_pages[0] + 1, wards.length, 'pages from the first sheet to the last: one a ward');
  expect(pages[last + 1]?.slice(0, 3).includes('Tower blocks'), true, 'the last sheet is one page, then tower blocks');
}

await check_markup();
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
});
try {
  const wards = await check_at_width(browser, 'desktop', 1280, 900);
  // Words and colours are those of the wide page; what a narrow one changes is what has to be scrolled.
  await check_at_width(browser, 'phone', 390, 844, ['scrollable-region-focusable']);
  await check_maps(browser);
  const pages = await printed_pages(browser);
  const themes = [...readFileSync(report, 'utf8').matchAll(/<h2 id="theme-\d+">([^<]*)</g)].map((match) => match[1]);
  expect(wards.length > 0, true, 'there are ward sheets');
  check_paper(pages, wards, themes);
  console.log(`${statSync(report).size} bytes, ${pages.length} printed pages, ${wards.length} ward sheets`);
} finally {
  await browser.close();
}
expect(statSync(report).size <= most_bytes, true, 'at most 5 MB');
for (const fault of faults) {
  console.log(`fault: ${fault}`);
}
process.exit(faults.length > 0 ? 1 : 0);
