// What the report is about, whether all that it needs is there, and whether what it gives is what was committed to.

/** What a report is about, by its entry: {report, claim, genesis, last}; null where it is not there. */
function reportIn(check, entries, name_, head) {
  const report = entries.entry(name_);
  const claim_ = report && isKind(report.statement, 'report') && entries.entry(nameOf(report.statement, 'claim'));
  const [genesis, last] = [entries.byPosition.get(0), entries.byPosition.get(head.size - 1)];
  if (claim_ && isKind(claim_.statement, 'claim') && genesis && last) return { report, claim: claim_, genesis, last };
  check.tampered('report', 'its report entry or its claim is missing');
  return null;
}

async function checkReferences(verdict, bundle, entries, head, signers) {
  const check = verdict.check('completeness');
  const about_ = reportIn(check, entries, bundle.report, head);
  if (!about_) return null;
  const { report, claim: claimEntry, genesis, last } = about_;
  verdict.summary.status = claimEntry.statement.says('status');
  verdict.summary.published = report.statement.time;
  if (nameOf(report.statement, 'evidence') !== nameOf(claimEntry.statement, 'evidence')) {
    check.tampered(at(report), 'the report names other evidence than its claim');
    return null;
  }
  const anchors = ofKind(entries.ordered, 'anchor');
  const scope = await scopeOf(claimEntry, [genesis, report, last, ...anchors], signers, entries);
  checkScope(check, scope, entries, bundle.isLatest);
  const index = entries.entry(nameOf(report.statement, 'index'));
  if (!index || !isKind(index.statement, 'index') || index.position >= report.position
    || index.statement.says('covers') !== index.position || claimEntry.position >= index.position) {
    check.tampered(at(report), 'the index entry that it was made from is missing or misplaced');
    return null;
  }
  for (const entry of scope.ordered) {
    if (entry.position > index.position && entry !== report && entry !== last
      && !(isKind(entry.statement, 'standing') && nameOf(entry.statement, 'report') === report.statement.name)) {
      check.incomplete(at(entry), 'the page does not show it, and it was there before the report');
    }
  }
  const countOf = (kindName) => ofKind(scope.ordered, kindName).length;
  verdict.summary.runs = `${countOf('run.opened')}, with that of this claim`;
  const objections = countOf('challenge');
  verdict.summary.objections = `${objections || 'none'} recorded up to entry ${head.size - 1}`;
  check.detail = `${scope.ordered.length} entries`;
  const found = recordedOf(report.statement, claimEntry.statement, scope.ordered);
  return { report, claim: claimEntry, scope, head, ledger: verdict.summary.ledger, found };
}

/**
 * What a scope asks for and the file does not have; and references to what was recorded later, which prove nothing.
 *
 * @param isLatest whether it is of an edition that gives the lists of origins: the view says what stands on them
 */
function checkScope(check, scope, entries, isLatest = false) {
  for (const of of [...scope.missingLists].sort()) check.tampered(listOf(of), 'it is required and was left out');
  for (const of of [...scope.missingOrigins].sort()) {
    const fail = isLatest ? check.tampered : check.incomplete;
    fail(listOf(of), 'not given: it would show who had the pixels of a picture first');
  }
  // Reports of earlier versions have neither: whoever has one of them left out the other.
  if (scope.missingMeasures.size === 1) {
    const [of] = scope.missingMeasures;
    check.incomplete(listOf(of), 'not given: it would show what was measured, and by which rules');
  }
  for (const of of [...scope.missingStatements].sort()) check.tampered(of, 'an entry refers to it and it was left out');
  for (const entry of entries.ordered) {
    for (const of of entry.statement.references) {
      const other = of.startsWith('statement:') ? entries.entry(of) : null;
      if (other && other.position >= entry.position) check.tampered(at(entry), `it refers to ${at(other)}, which was recorded after it`);
    }
  }
}

async function checkDisclosures(verdict, bundle, entries) {
  const check = verdict.check('disclosures');
  for (const disclosure of bundle.disclosures) {
    const reason = await reasonDisclosureRefused(disclosure, entries);
    if (reason) check.tampered(`${disclosure.path} of ${disclosure.statement}`, reason);
  }
  const referred = new Set(entries.ordered.flatMap((entry) => [...entry.statement.references]));
  const disclosed = new Map();
  for (const artifact of bundle.artifacts) {
    if (artifact.bytes) {
      const name_ = artifact.salt ? await sealedName(artifact.salt, artifact.bytes) : `sha256:${await hashHex(artifact.bytes)}`;
      if (name_ !== artifact.name) {
        check.tampered(artifact.name, 'the bytes given are not the ones that it names');
        continue;
      }
    }
    if (!referred.has(artifact.name)) check.tampered(artifact.name, 'no entry refers to it');
    else if (artifact.bytes) disclosed.set(artifact.name, artifact.bytes);
  }
  check.detail = `${bundle.disclosures.length} values, ${disclosed.size} files`;
  return disclosed;
}

const sealedName = async (salt, bytes) => `sealed:${await hashHex(utf8('exhibit/sealed/v1\0'), salt, bytes)}`;

async function reasonDisclosureRefused(disclosure, entries) {
  const entry = entries.entry(disclosure.statement);
  return entry ? reasonNotDisclosed(disclosure, entry.statement) : 'no such statement';
}

async function reasonNotDisclosed(disclosure, { kind, nonce, body }) {
  const member = disclosure.path.startsWith('body.') ? disclosure.path.slice('body.'.length) : '';
  if (!kind || !kind.slots.includes(member)) return 'no such slot';
  if ((await commitment(nonce, disclosure.salt, disclosure.path, disclosure.encoded)) !== body.get(member)) {
    return 'the value given is not the one that was committed to';
  }
  return disclosure.value === null || kind.body[member].inner(disclosure.value) ? null : 'the value given does not fit its slot';
}

/** @param nonce the head's, in hexadecimal: a commitment cannot be moved to another statement. */
async function commitment(nonce, salt, path, encodedValue) {
  const written = utf8(path);
  return `commit:${await hashHex(
    utf8('exhibit/commit/v1\0'), hexBytes(nonce, 16), salt, unsigned(written.length, 2), written, encodedValue)}`;
}

/** A run that was closed twice had two outcomes to choose from, and a step that its closing does not name is hidden. */
function checkRuns(verdict, { claim: claimEntry, scope }) {
  const check = verdict.check('runs');
  const ordered = scope.ordered;
  const runs = ofKind(ordered, 'run.opened');
  const claimed = new Set(ofKind(ordered, 'claim').map((entry) => nameOf(entry.statement, 'run')));
  for (const run of runs) {
    const of = (kindName) => ordered.filter((entry) => isKind(entry.statement, kindName) && nameOf(entry.statement, 'run') === run.statement.name);
    const closings = of('run.closed');
    const object = `run ${run.statement.id}`;
    if (closings.length > 1 || (closings.length === 0 && claimed.has(run.statement.name))) {
      check.tampered(object, `it was closed ${closings.length} times, not once`);
    }
    if (closings.length !== 1 || !claimed.has(run.statement.name)) continue;
    const steps = of('step').sort((one, other) => one.statement.says('number') - other.statement.says('number'));
    steps.forEach((step, i) => {
      if (step.statement.says('number') !== i + 1) check.tampered(at(step), 'its step number is out of order');
      if (!(run.position < step.position && step.position < closings[0].position)) {
        check.tampered(at(step), 'it stands outside of its run');
      }
    });
    const listed = closings[0].statement.says('steps');
    if (listed.length !== steps.length || listed.some((each, i) => each !== steps[i].statement.name)) {
      check.tampered(`entry ${closings[0].position}`, 'it does not name all steps of its run, in order');
    }
  }
  const own = scope.lookup.entry(nameOf(claimEntry.statement, 'closed'));
  if (!own || !isKind(own.statement, 'run.closed') || nameOf(own.statement, 'run') !== nameOf(claimEntry.statement, 'run')
    || own.position >= claimEntry.position) {
    check.tampered(at(claimEntry), 'the claim does not follow the closing of its run');
  }
}

/** The list of a run's answers, where it has one and the report does not give it. */
function withheldAnswers(own, scope, disclosed) {
  const closed = scope.lookup.entry(nameOf(own.statement, 'closed'));
  const candidates = closed && isKind(closed.statement, 'run.closed') ? nameOf(closed.statement, 'candidates') : null;
  return candidates && !disclosed.has(candidates) ? candidates : null;
}

/**
 * What every claim of its kind keeps to, whatever was measured: of a person nothing is claimed, without weight there is at most
 * a lead, and a refusal names nobody. What the record supports beyond that is for the programs to compute.
 */
function checkBounds(verdict, { claim: own, scope }, disclosed) {
  const check = verdict.check('bounds');
  const claims = ofKind(scope.ordered, 'claim');
  for (const entry of claims) {
    const { body, kind } = entry.statement;
    const fail = (message) => check.tampered(at(entry), message);
    const [status, ceiling, about_] = ['status', 'ceiling', 'about'].map((member) => body.get(member));
    const run = scope.lookup.entry(nameOf(entry.statement, 'run'));
    if (run && run.statement.says('about') !== about_) fail('it is about something else than its run');
    if (about_ === 'person' && (status !== 'REFUSED' || ![1, 6].includes(kind.version))) fail('it claims something of a person');
    if (about_ === 'person' && kind.version === 6 && body.get('weight') !== null) fail('it weighs an answer about a person');
    if (body.get('subject_class') === 'protected person' && status !== 'REFUSED') fail('it claims something of a protected person');
    if (kind.version === 1 && (['IDENTIFICATION', 'EXCLUSION'].includes(status) || ceiling === 'IDENTIFICATION')) {
      fail('without a measurement of errors there is at most a lead');
    }
    if (status === 'REFUSED' && body.get('named').length > 0) fail('it refuses, and names something all the same');
  }
  const withheld = withheldAnswers(own, scope, disclosed);
  if (withheld && own.statement.says('about') !== 'person') {
    check.incomplete(withheld, 'the run’s answers are not given: nobody can compute the claim again');
  }
}

/** An edition whose page does not say what its bundle discloses lets a stranger take any of it out. */
async function checkDisclosed(verdict, said, { json }, check = null) {
  const has = said && encodeJSON({ 'artifacts': json.get('artifacts'), 'disclosures': json.get('disclosures') });
  if (!said) {
    verdict.check('disclosed').incomplete('the page', 'an older edition, which does not say what it disclosed');
  } else if (said !== (await hashHex(has))) {
    (check || verdict.check('disclosed'))
      .tampered('disclosed', 'values or pictures were taken out, or put in, after it was signed');
  }
}

/** Of the templates that the programs know: the first 24 digits of their SHA-256, put in where the page is made. */
const knownTemplates = '%TEMPLATES%'.split(' ');
/** Of the scripts of earlier versions, likewise; no script can have its own among them. */
const earlierScripts = '%SCRIPTS%'.split(' ');
const ownScript = document.currentScript.textContent;

/** The script that stands on a page, which no template fixes and which the publisher signed without the programs' help. */
async function checkScript(check, page) {
  const start = find(scriptStart, page) + scriptStart.length;
  if (start < scriptStart.length) return;
  const script = page.subarray(start, find(scriptEnd, page, start));
  if (sameBytes(script, utf8(ownScript)) || earlierScripts.includes((await hashHex(script)).slice(0, 24))) return;
  check.incomplete('the script on this page', 'it is not one of ours that this version knows');
}

async function checkPage(verdict, report, bundle, subject, disclosed) {
  const check = verdict.check('page');
  const object = `entry ${subject.report.position}`;
  if (nameOf(subject.report.statement, 'page') !== report.pageName) {
    check.tampered('page', `it is not the one that ${object} names: words or pictures were changed`);
  }
  // No hash covers a salt whose bytes are withheld. A page prints each of them, and was signed; of what a run answered only
  // where its list is given.
  const withheld = withheldAnswers(subject.claim, subject.scope, disclosed);
  const unprinted = withheld ? subject.claim.statement.says('named') : [];
  const text_ = textOf(report.page);
  const printed = new Set(text_.match(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g));
  for (const artifact of bundle.artifacts) {
    if (artifact.salt && !artifact.bytes && !printed.has(hexOf(artifact.salt))) {
      const fail = unprinted.includes(artifact.name) ? check.incomplete : check.tampered;
      fail(artifact.name, 'its salt does not stand on the page');
    }
  }
  if (!report.disclosed) {
    const pictures = new Set([...disclosed.values()].filter((each) => each.length < report.page.length).map(base64Text));
    for (const [, picture] of text_.matchAll(/src="data:image\/\w+;base64,([^"]*)"/g)) {
      if (!pictures.has(picture)) check.tampered('the bundle', 'a picture that stands on the page was taken out of it');
    }
  }
  await checkDisclosed(verdict, report.disclosed, bundle, check);
  await checkScript(check, report.page);
  const template = knownTemplates.indexOf(nameOf(subject.report.statement, 'template').slice(7, 31));
  // The first five of them promise none.
  if (template > 4 && !subject.found.standing) check.incomplete(object, 'it promises a standing, and there is none');
  if (template < 0) {
    check.incomplete(object, 'an unknown template: nothing here can check its words');
  }
}
