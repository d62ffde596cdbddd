// The page: reads the files that a person chose, and shows what was found. Text of a file is only ever set as text.

const element = (id) => document.getElementById(id);

/** A new element with a class and with children, which are elements or this script's own words. */
function make(tag, look, ...children) {
  const made = document.createElement(tag);
  if (look) made.className = look;
  made.append(...children);
  return made;
}

/** Text of a file, apart from the order of the words around it; what is invisible in it is spelled out. */
function foreign(text, most = 600) {
  const isolated = document.createElement('bdi');
  const hidden = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;
  const all = Array.from(String(text));
  const shown = all.slice(0, most).join('').replace(hidden, (found) => `\\u{${found.codePointAt(0).toString(16)}}`);
  isolated.textContent = all.length > most ? `${shown}… (${all.length - most} more characters are not shown)` : shown;
  return isolated;
}

const groups = (digits) => digits.match(/.{1,8}/g).map((group) => make('span', '', group));

let current = null;
let turn = 0;

async function readFile(file, most) {
  if (file.size > most) throw new Malformed(`${file.name}: more than ${most} bytes`);
  return new Uint8Array(await file.arrayBuffer());
}

async function checkChosen() {
  const file = element('report').files[0];
  if (!file) return;
  const mine = ++turn;
  element('status').textContent = 'Checking…';
  document.body.dataset.state = 'checking';
  let verdict;
  try {
    const given = element('bridge').files[0];
    const bridge = given ? await readFile(given, 16 * 1048576) : null;
    const trusted = [element('trusted').value].filter((text) => text.trim() !== '');
    current = { file: file.name, bytes: await readFile(file, mostBytes) };
    verdict = await verify(current.bytes, trusted, bridge);
    verdict.summary.digest = await hashHex(current.bytes);
    verdict.isUnread = trusted.length > 0 && !(await parseTrusted(trusted[0]));
  } catch (error) {
    verdict = new Verdict();
    verdict.check('form', title.form).fail('couldNotJudge', 'the file', error instanceof Malformed ? error.message : 'it could not be read');
  }
  // Another file was chosen meanwhile.
  if (mine === turn) showVerdict(verdict);
}

function showVerdict(verdict) {
  const meaning = meaningOf(verdict);
  const { summary } = verdict;
  element('status').textContent = `Result: ${meaning.headline}.`;
  element('verdict').textContent = meaning.headline;
  element('box').className = `verdict ${meaning.look}`;
  element('meaning').replaceChildren(...meaning.sentences.map((sentence) => make('p', '', sentence)));
  const isUnknownSigner = verdict.checks.some((check) => check.id === 'trust' && check.findings.length > 0) && verdict.code !== codes.tampered;
  element('compare').hidden = !isUnknownSigner;
  element('compare-note').textContent = verdict.isUnread
    ? 'What you gave is no fingerprint: it has 64 digits from 0 to 9 and a to f. It was not used.' : '';
  element('fingerprint').replaceChildren(...(isUnknownSigner ? groups(summary.ledger) : []));
  element('summary-title').textContent = summary.ledger ? 'What the signed record says of itself' : 'The file';
  const rows = [['File', current && current.file], ['Its SHA-256', summary.digest], ['Publisher', summary.publisher], ['Contact', summary.contact],
    ['Published', summary.published && `${summary.published}, by the publisher’s own clock`],
    ['Claim', summary.status && (statusWords[summary.status] || summary.status)], ['Runs', summary.runs],
    ['Objections', summary.objections], ['Ledger fingerprint', summary.ledger]];
  element('summary').replaceChildren(...rows.filter(([, value]) => value !== undefined && value !== null)
    .flatMap(([word_, value]) => [make('dt', '', word_), make('dd', '', value === '' ? 'none given' : foreign(value))]));
  const worst = (check) => Math.min(...check.findings.map((finding) => worstFirst.indexOf(finding.code)), worstFirst.length);
  element('checks').replaceChildren(...[...verdict.checks].sort((one, other) => worst(one) - worst(other)).map(showCheck));
  element('unchecked-part').hidden = verdict.notChecked.length === 0;
  element('unchecked').replaceChildren(...verdict.notChecked.map((item) => make('li', '', foreign(item))));
  element('result').hidden = false;
  showObjection(verdict);
  document.body.dataset.state = meaning.look;
  document.body.dataset.code = verdict.code;
  element('verdict').focus({ preventScroll: true });
  element('result').scrollIntoView();
}

function showCheck(check) {
  const [look, mark] = markWord(check);
  const item = make('li', '', make('span', `mark ${look}`, mark), check.title);
  if (check.detail) item.append(make('span', 's', ' (', foreign(check.detail, 200), ')'));
  const findings = check.findings.slice(0, 20).map((finding) => make('li', '', foreign(finding.object, 120), ': ', foreign(finding.message)));
  const hidden = check.findings.length - findings.length + check.unlisted;
  if (hidden > 0) findings.push(make('li', '', `and ${hidden} more`));
  if (findings.length > 0) item.append(make('ul', '', ...findings));
  return item;
}

function start() {
  for (const id of ['report', 'bridge', 'trusted']) element(id).addEventListener('change', checkChosen);
  const compare = () => {
    element('trusted').value = element('fingerprint-given').value;
    checkChosen();
  };
  element('compare-now').addEventListener('click', compare);
  element('fingerprint-given').addEventListener('keydown', (event) => { if (event.key === 'Enter') compare(); });
  element('print').addEventListener('click', () => window.print());
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
    document.body.classList.add('over');
  });
  document.addEventListener('dragleave', () => document.body.classList.remove('over'));
  document.addEventListener('drop', (event) => {
    // Without this the browser would open the report in place of this page.
    event.preventDefault();
    document.body.classList.remove('over');
    if (event.dataTransfer.files.length === 0) return;
    element('report').files = event.dataTransfer.files;
    checkChosen();
  });
  hasCryptography().then((isThere) => {
    document.body.dataset.state = 'ready';
    element('status').textContent = isThere ? ''
      : 'This browser does not have the signatures that reports use (Ed25519), so this page can judge nothing here. Use another browser, or the program: exhibit-verify report.html';
  });
}

start();
