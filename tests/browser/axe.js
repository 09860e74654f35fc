// Judges HTML reports in Chromium: axe-core finds no violation, nothing is
// requested from anywhere, the page does not overflow sideways.  Prints TAP.
//   node axe.js FILE.html...
'use strict';
const fs = require('fs');
const path = require('path');
const { pathToFileURL } = require('url');
const { chromium } = require('playwright-core');

const axeSource = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const widths = [360, 800, 1600];
const schemes = ['light', 'dark'];
const browserArgs = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

// axe looks at every element, which takes minutes on a full report: rows after
// the sixth and host countries after the third repeat what stands before them.
function thin() {
  for (const body of document.querySelectorAll('tbody'))
    [...body.rows].slice(6).forEach((row) => row.remove());
  [...document.querySelectorAll('section.host')].slice(3).forEach((host) => {
    for (const link of document.querySelectorAll(`a[href="#${CSS.escape(host.id)}"]`))
      link.removeAttribute('href');
    host.remove();
  });
}

let count = 0;
let failed = 0;

function report(good, name, details) {
  count += 1;
  if (!good)
    failed += 1;
  console.log(`${good ? 'ok' : 'not ok'} ${count} - ${name}`);
  for (const line of good ? [] : details)
    console.log(`# ${line}`);
}

async function overflow(page) {
  return page.evaluate(() => {
    const wide = document.documentElement.scrollWidth;
    const room = document.documentElement.clientWidth;
    if (wide <= room)
      return [];
    const guilty = [...document.querySelectorAll('body *')].filter((element) =>
      element.getBoundingClientRect().right > room + 1 && !element.closest('.scroll, .skip'));
    return [`${wide} px in ${room} px`, ...guilty.slice(0, 5).map((element) =>
      `${element.tagName} ${element.className} ${element.textContent.trim().slice(0, 40)}`)];
  });
}

async function violations(page) {
  await page.evaluate(thin);
  // The page's own policy forbids scripts to the page, not to the debugger.
  await page.evaluate(axeSource);
  const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return result.violations.flatMap((violation) => violation.nodes.slice(0, 3).map((node) =>
    `${violation.id}: ${violation.help}: ${node.target.join(' ')}: ${node.failureSummary.replace(/\s+/g, ' ')}`));
}

async function judge(browser, file, width, scheme) {
  const name = `${path.basename(file)} at ${width} px, ${scheme}`;
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
  const own = pathToFileURL(path.resolve(file)).href;
  const requests = [];
  page.on('request', (request) => {
    if (request.url().split('#')[0] !== own)
      requests.push(request.url());
  });
  await page.goto(own);
  report((await overflow(page)).length === 0, `${name}: no sideways overflow`, await overflow(page));
  const found = await violations(page);
  report(found.length === 0, `${name}: no axe violation`, found);
  report(requests.length === 0, `${name}: no request`, requests);
  await page.close();
}

async function main(files) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: browserArgs,
  });
  try {
    for (const file of files)
      for (const scheme of schemes)
        for (const width of widths)
          await judge(browser, file, width, scheme);
  } finally {
    await browser.close();
  }
  console.log(`1..${count}`);
  return failed === 0 ? 0 : 1;
}

if (process.argv.length < 3) {
  console.error('usage: node axe.js FILE.html...');
  process.exit(2);
}
main(process.argv.slice(2)).then((status) => { process.exitCode = status; }, (error) => {
  console.error(error);
  process.exitCode = 4;
});
