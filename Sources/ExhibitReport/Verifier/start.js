// What the page does once it is open.

function start() {
  on(element('report'), 'change', () => checkChosen(element('report').files));
  on(element('trusted'), 'change', () => checkChosen());
  const compare = () => {
    element('trusted').value = element('fingerprint-given').value;
    checkChosen();
  };
  on(element('compare-now'), 'click', compare);
  on(element('fingerprint-given'), 'keydown', (event) => { if (event.key === 'Enter') compare(); });
  on(element('print'), 'click', () => window.print());
  on(document, 'dragover', (event) => {
    event.preventDefault();
    body.classList.add('over');
  });
  on(document, 'dragleave', () => body.classList.remove('over'));
  on(document, 'drop', (event) => {
    // Without this the browser would open the report in place of this page.
    event.preventDefault();
    body.classList.remove('over');
    checkChosen(event.dataTransfer.files);
  });
  hasCryptography().then((isThere) => {
    body.dataset.state = 'ready';
    fill('progress', isThere ? '' : `This browser: ${noSignatures}`);
  });
}

/** Inside a report: what it says of itself counts for little, and is said to. */
async function startInside() {
  fill('progress', 'Checking…');
  const verdict = await verifyInPage(document.querySelector('script[type="application/json"]').textContent, Date.now());
  if (verdict.summary.standing && verdict.code !== codes.tampered) {
    fill('standing', make('span.q', 'What this page found in itself: '), verdict.summary.standing);
  }
  showFindings(verdict, meaningOf(verdict, true));
  fill('progress', 'Checked on this device:');
  isHidden('you-form', !verdict.subject);
  body.dataset.state = 'checked';
  body.dataset['code'] = verdict.code;
}

if (element('report')) start();
else on(document, 'DOMContentLoaded', startInside);
/** A verdict, in names that the smaller copy of this script has too. */
async function told(...given) {
  const { code, state, checks, notChecked } = await verify(...given);
  const found = checks.map(({ id, findings }) => [id, ...findings.map(({ code: of, object, message }) => [of, object, message])]);
  return [code, state, found, notChecked];
}
// For tests, which know these names. A page's policy lets no other script run.
globalThis.exhibit = { judge: told, 'isSigned': isSigned, foreign };
