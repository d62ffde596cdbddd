// The page: reads the files that a person chose, and shows what was found. Text of a file is only ever set as text.

const { body } = document;
const element = (id) => document.getElementById(id);

/** A new element, 'tag' or 'tag.class', with children, which are elements or this script's own words. */
function make(look, ...children) {
  const [tag, className = ''] = look.split('.');
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}
const fill = (id, ...children) => element(id).replaceChildren(...children);
const isHidden = (id, hidden) => { element(id).hidden = hidden; };
const on = (target, event, then) => target.addEventListener(event, then);

/** Text of a file, apart from the order of the words around it; what is invisible in it is spelled out. */
function foreign(text, most = 600) {
  const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
  const all = Array.from(String(text));
  const shown = all.slice(0, most).join('').replace(hidden, (found) => `\\u{${found.codePointAt(0).toString(16)}}`);
  return make('bdi', all.length > most ? `${shown}… (${all.length - most} more characters)` : shown);
}

const groups = (digits) => digits.match(/.{1,8}/g).map((group) => make('span', group));

/** What was chosen so far, as [name, bytes]: files that belong together may come one after another. */
let files = [];
let current = null;
let turn = 0;

async function readFile(file, most) {
  if (file.size > most) refuse(`${file['name']}: more than ${most} bytes`);
  return new Bytes(await file.arrayBuffer());
}

/** Adds to what was chosen before: a report to what waits for one, else it begins anew. Whether it did. */
function addFiles(added) {
  const isAnew = [added, files].every((some) => some.some(([, bytes]) => isReport(bytes)));
  if (isAnew) files = [];
  files.push(...added.filter(([name_, bytes]) => !files.some((file) => file[0] === name_ && sameBytes(file[1], bytes))));
  return isAnew;
}

/** The first that is a report in its one spelling, else one that was; else whatever it is. */
async function findReport() {
  const reports = files.filter(([, bytes]) => isReport(bytes));
  for (const file of reports.length > 1 ? reports : []) {
    try {
      await parseReport(file[1]);
      return file;
    } catch (error) {
      passOnOthers(error);
    }
  }
  return reports[0] || files.at(-1);
}

/** A report, and whatever goes with it: which is which, they say themselves. */
async function checkChosen(added = []) {
  if (added.length + files.length === 0) return;
  const mine = ++turn;
  let begun = '';
  fill('progress', 'Checking…');
  body.dataset.state = 'checking';
  let verdict;
  try {
    const trusted = [element('trusted').value].filter((text) => text.trim() !== '');
    const read = [];
    for (const file of [...added].slice(0, 1000)) read.push([file['name'], await readFile(file, mostBytes)]);
    if (addFiles(read)) begun = 'Begun anew with this report. ';
    current = await findReport();
    verdict = await verify(current[1], trusted, files.filter((file) => file !== current), Date.now());
    verdict.summary.digest = await hashHex(current[1]);
    verdict.isUnread = trusted.length > 0 && !(await parseTrusted(trusted[0]));
  } catch (error) {
    verdict = new Verdict();
    verdict.check('form').couldNotJudge('the file', error instanceof Malformed ? error.message : 'it could not be read');
  }
  // Another file was chosen meanwhile.
  if (mine === turn) showVerdict(verdict, begun);
}

function showVerdict(verdict, begun) {
  const { summary } = verdict;
  const look = showFindings(verdict, meaningOf(verdict), begun);
  const isUnknownSigner = verdict.checks.some((check) => check.id === 'trust' && check.findings.length > 0) && verdict.code !== codes.tampered;
  isHidden('compare', !isUnknownSigner);
  fill('compare-note', verdict.isUnread
    ? 'That is no fingerprint: it has 64 digits from 0 to 9 and a to f.' : '');
  fill('fingerprint', ...(isUnknownSigner ? groups(summary.ledger) : []));
  const others = files.filter((file) => file !== current).map(([name_]) => name_).join(', ') || undefined;
  // What stands against a report is no promise; how long one holds is, and is none of a file that does not hold.
  const standing = look === 'bad' && !(precedence.indexOf(verdict.state) < 5) ? undefined : summary.standing;
  const rows = [
    ['File', current && current[0]], ['With it', others], ['Its SHA-256', summary.digest],
    ['Publisher', summary.publisher], ['Contact', summary.contact],
    ['Published', summary.published && `${summary.published}, by the publisher’s own clock`],
    ['Claim', summary.status && (`${summary.status}: ${statusWords[summary.status]}`)], ['Runs', summary.runs],
    ['Objections', summary.objections], ['Standing', standing],
    ['In its place', summary.newer || undefined], ['Ledger fingerprint', summary.ledger]];
  fill('summary', ...rows.filter(([, value]) => value !== undefined && value !== null)
    .flatMap(([word_, value]) => [make('dt', word_), make('dd', value === '' ? 'none given' : foreign(value))]));
  isHidden('heard-part', verdict.heard.length === 0);
  fill('heard', ...verdict.heard.map(showHeard));
  isHidden('you', !verdict.subject);
  body.dataset.state = look;
  body.dataset['code'] = verdict.code;
  element('verdict').focus({ preventScroll: true });
  element('result').scrollIntoView();
}

/** What both pages show: the one that a report is dropped on, and the report's own. */
function showFindings(verdict, [look, headline, ...sentences], begun = '') {
  fill('progress', `${begun}Result: ${headline}.`);
  fill('verdict', headline);
  element('box').className = `verdict ${look}`;
  fill('meaning', ...sentences.map((sentence) => make('p', sentence)));
  const worst = (check) => Math.min(...check.findings.map((finding) => worstFirst.indexOf(finding.code)), worstFirst.length);
  fill('checks', ...[...verdict.checks].sort((one, other) => worst(one) - worst(other)).map(showCheck));
  fill('unchecked', ...verdict.notChecked.map((item) => make('li', foreign(item))));
  isHidden('result', false);
  showObjection(verdict);
  return look;
}

function showCheck(check) {
  const [look, mark] = markWord(check);
  const item = make('li', make(`span.mark ${look}`, mark), ' ', titles[check.id]);
  if (check.detail) item.append(make('span.s', ' (', foreign(check.detail, 200), ')'));
  const findings = check.findings.slice(0, 20).map((finding) => make('li', foreign(finding.object, 120), ': ', foreign(finding.message)));
  const hidden = check.findings.length - findings.length + check.unlisted;
  if (hidden > 0) findings.push(make('li', `and ${hidden} more`));
  if (findings.length > 0) item.append(make('ul', ...findings));
  return item;
}

/** An objection that was given. Its words are a stranger's. */
function showHeard({ file, reason, challenge, notes }) {
  const item = make('li', foreign(file, 120), ': ');
  if (reason) {
    item.append('not shown: ', foreign(reason));
    return item;
  }
  const { statement: of, values, artifacts, stamp } = challenge;
  const quoted = make('blockquote', ...values.get('text').split('\n').slice(0, 100).map((line_) => make('p', foreign(line_, 4096))));
  const asked = of.says('remedies').map((each) => remedies[each].toLowerCase()).join('; ');
  const lines = [
    ...notes, `Made ${of.time}, by its author’s own clock`,
    stamp && `Stamped ${stamp.gen_time}, by an authority whose signature was not checked`,
    values.get('relation') && `By: ${relations[values.get('relation')]}, in their own words`, asked && `Asks: ${asked}`,
    values.get('contact') && `Contact: ${values.get('contact')}`,
    ...of.says('attachments').map((hex_, i) => `Attached: ${(values.get('attachment_names') || [])[i] || hex_} (${
      artifacts.some((each) => each.name === `sealed:${hex_}`) ? 'in the file' : 'kept by its author'})`),
    ...of.says('proofs').map((proof) => `Proof attached for ${proof.get('ground')} (${proof.get('kind')}); not checked by this page`),
    `Statement ${of.id}`,
  ];
  item.append(
    make('ul', ...of.says('grounds').map((ground) => make('li', `${ground}: ${grounds[ground]}`))), quoted,
    make('ul', ...lines.filter(Boolean).map((line_) => make('li', foreign(line_, 1100)))));
  return item;
}
