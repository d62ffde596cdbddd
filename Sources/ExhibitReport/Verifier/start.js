// What the page does once it is open.

function start() {
  for (const id of ['report', 'trusted']) on(element(id), 'change', checkChosen);
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
    if (event.dataTransfer.files.length === 0) return;
    element('report').files = event.dataTransfer.files;
    checkChosen();
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
    fill('standing', verdict.summary.standing, ' ', make('span.q', 'So this page found in itself.'));
  }
  showFindings(verdict, meaningOf(verdict, true));
  fill('progress', 'Checked on this device:');
  isHidden('you-form', !verdict.subject);
  body.dataset.state = 'checked';
  body.dataset.code = verdict.code;
}

if (element('report')) start();
else on(document, 'DOMContentLoaded', startInside);
// For tests, which know these names. A page's policy lets no other script run.
globalThis.exhibit = Object.freeze({ verify, kinds, 'isSigned': isSigned, foreign });
