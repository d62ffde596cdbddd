// Objections that somebody gave beside a report, whether or not its publisher recorded them: Schemas/challenge-v1.md.

const isAscending = (items, order) => items.every((item, i) => i === 0 || order(items[i - 1], item) < 0);
const byText = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

/** Whether a statement is an objection in its one spelling: lists in order, nothing twice. */
function isObjection(of) {
  if (!isKind(of, 'challenge') || !isAbout(of, of.says('report'))) return false;
  const proofs = of.says('proofs').map((proof) => ['ground', 'kind', 'artifact'].map((member) => proof.get(member)).join());
  return ['runs', 'evidence', 'attachments', 'grounds'].every((member) => isAscending(of.says(member), byText))
    && isAscending(of.says('remedies').map((each) => Object.keys(remedies).indexOf(each)), (one, other) => one - other)
    && new Set(proofs).size === proofs.length && proofs.every((proof) => of.says('grounds').includes(proof.slice(0, 2)));
}

/** {entry, statement, values, artifacts, stamp} of a challenge file whose values and files are those that were signed. */
async function readChallenge(bytes) {
  const { json, fail } = parseFile(bytes, 'challenge', longest.file, 'artifacts', 'disclosures', 'leaf', 'token');
  const entry = await parseEntry(bytesIn(json.get('leaf')) || new Bytes(0));
  const of = entry.statement;
  if (!isObjection(of) || !entry.isSigned || !of.ledger) fail('it is not in its one form, or its signature does not hold');
  const named = [...of.says('attachments'), ...of.says('proofs').map((proof) => proof.get('artifact'))];
  const artifacts = elementsOf(json, 'artifacts', parseArtifact, byName, 'challenge');
  for (const { name: of_, salt, bytes: content } of artifacts) {
    if (!salt || !content || !named.includes(of_.slice(7))) fail('a file that it does not name');
    if ((await sealedName(salt, content)) !== of_) fail('a file that is not the one it names');
  }
  const values = new Map();
  for (const each of elementsOf(json, 'disclosures', (value) => parseDisclosure(value, of.name), byPath, 'challenge')) {
    const reason = await reasonNotDisclosed(each, of);
    if (reason) fail(`${each.path}: ${reason}`);
    values.set(each.path.slice(5), each.value);
  }
  if (!isText(values.get('text'))) fail('it does not open its text');
  const names = values.get('attachment_names');
  if (names && names.length !== of.says('attachments').length) fail('it does not name each of its files');
  const token = json.get('token');
  const stamp = token === null ? null : readToken(bytesIn(token) || new Bytes(0));
  if (token !== null && (!stamp || stamp.imprint !== (await hashHex(entry.leaf)))) fail('its timestamp is none, or of something else');
  return { entry, statement: of, values, artifacts, stamp };
}

function reasonUnrelated(of, { claim, ledger, scope }) {
  if (of.ledger !== ledger) return 'it is about a report of another ledger';
  // What the report has itself can count against it, though it is to another claim on the picture.
  if (scope.lookup.entry(of.name)) return null;
  if (nameOf(of, 'claim') !== claim.statement.name) return 'it is about another claim of this ledger';
  const isOfSame = ['run', 'evidence'].every((member) => of.says(member === 'run' ? 'runs' : member).join() === nameOf(claim.statement, member));
  return isOfSame ? null : 'it names other runs or evidence than this claim’s';
}

/** Adds {file, reason} or {file, challenge, notes} for each to the verdict. */
async function hear(verdict, given, receipted) {
  const check = verdict.check('challenges');
  const { subject } = verdict;
  for (const { name: file, bytes } of given) {
    let challenge;
    let reason;
    try {
      challenge = await readChallenge(bytes);
      reason = reasonUnrelated(challenge.statement, subject);
    } catch (error) {
      passOnOthers(error);
      reason = error.message;
    }
    verdict.heard.push(reason ? { file, reason } : { file, challenge, notes: notesOn(challenge, subject, receipted) });
    // Of another claim its own report tells what is proven.
    if (!reason && nameOf(challenge.statement, 'claim') === subject.claim.statement.name
      && challenge.statement.says('proofs').some((proof) => proof.get('kind') !== 'replay')) {
      check.couldNotJudge(file, 'its proof, which this page cannot check, counts if it holds');
    }
  }
}

function notesOn({ entry, statement: of }, { report, scope, head, pageName }, receipted) {
  const all = [...scope.lookup.ordered, ...receipted].sort(byPosition);
  const notes = [];
  if (nameOf(of, 'report') !== report.statement.name) notes.push(`It is about another report: ${nameOf(of, 'report')}`);
  else if (nameOf(of, 'page') !== pageName) notes.push('It names another page of this report: one of the two files was altered');
  const recorded = all.find((each) => sameBytes(each.leaf, entry.leaf));
  if (recorded) notes.push(`Recorded as ${at(recorded)}: ${stateOf(recorded.statement, all).toUpperCase()}`);
  else notes.push(`Not in this report’s ledger up to entry ${head.size - 1}; delivery not proven`);
  return notes;
}
