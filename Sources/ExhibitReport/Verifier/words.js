// What a person is told. The first sentence is for somebody who is afraid of what the file says of them.

const statusWords = {
  IDENTIFICATION: 'the publisher says that it is one',
  LEAD: 'a reason to look closer. It is not an identification',
  INCONCLUSIVE: 'nothing was found that says yes or no',
  EXCLUSION: 'the publisher says that it is another one',
  REFUSED: 'nothing is claimed',
};

const whole = (but = '') => `Every signature holds, ${but}and every entry that the signed record has about this picture is here. `;
const program = 'The program can tell: exhibit-verify report.html';
const signedPage = 'the page is the one that was signed, ';
const notTold = `An older edition does not say what it disclosed: some may have been taken out. ${program}`;
const notRight = 'That does not mean that it is right. Whether words and numbers follow from the record, exhibit-verify tells.';

/** [look, headline, ...sentences] of a verdict, for a person who sees it on a page of its own, or inside the report. */
function meaningOf(verdict, isInside = false) {
  const failing = verdict.checks.filter((check) => check.findings.length > 0);
  const isOnly = (id, of = failing) => of.length > 0 && of.every((check) => check.id === id);
  const serious = failing.filter((check) => check.findings.some((finding) => finding.code !== codes.incomplete));
  // What a file is worth that came with the report must not hide what the report shows itself, nor be said of it.
  const telling = serious.filter(({ id }) => !['bridge', 'standing file', 'other report'].includes(id));
  const isGiven = ({ id }) => ['receipt', 'unread', 'challenges'].includes(id);
  const own = telling.filter((check) => !isGiven(check));
  const code = worstOf(own) || worstOf(telling) || verdict.code;
  if (own.length === 0 && verdict.signer === 'another') {
    return ['bad', 'Not from the publisher whose fingerprint you gave',
      'Somebody else signed it, or they have begun another ledger. Ask them, by a way that this file does not name.'];
  }
  if (serious.length > 0 && telling.length === 0) {
    return ['open', 'What you gave with it shows nothing about it',
      'It does not hold, or is of another report. That says nothing against this one: check it without.'];
  }
  if (verdict.alone === '') return ['unknown', 'This is no Exhibit report', 'Ask whoever published it for the report (an .html file).'];
  if (verdict.alone) {
    return ['unknown', 'Choose the report together with it', `It goes with a report (${verdict.alone}), and without one it cannot be checked here.`];
  }
  if (code === codes.couldNotJudge && own.length === 0 && !isOnly('challenges', telling)) {
    return ['unknown', 'This page cannot read all that you gave', `It may count against the report. ${program}`];
  }
  if (isOnly('receipt', telling)) {
    return ['bad', 'Proven: a recorded objection was left out', 'Keep the report, what came with it, and the receipt.'];
  }
  if (isOnly('challenges', telling)) {
    return ['unknown', 'An objection has a proof that this page cannot check',
      `If it holds, the claim does not stand. ${program} --challenges FOLDER`];
  }
  if (code === codes.contested && verdict.state === 'CONTESTED') {
    return ['bad', 'An objection to it is not decided',
      'Rely on nothing more than a lead until it is. That somebody objects does not mean that they are right.'];
  }
  if (code === codes.contested && verdict.state === 'SUPERSEDED') {
    return ['bad', 'Its publisher has put another report in its place', 'Ask them for the newer one, whose name stands below.'];
  }
  switch (code) {
    case codes.tampered: return isOnly('form') ? ['bad', 'Do not rely on this file: its form is not that of a report',
      'A report that a browser or an editor saved again is another file: use the original. Else it was changed or cut short.',
    ] : ['bad', 'Do not rely on this file: it does not hold',
      'It was changed after it was signed, something was left out, or it was never what it says. What failed stands below.',
      'This does not tell who did it. Keep the file as it is, and ask the publisher for theirs.'];
    case codes.contested: return ['bad', 'Its claim does not stand as it was made',
      'It was taken back, an objection to it was upheld, no decision on one is shown, or what it rests on was erased: it stands below.'];
    case codes.couldNotJudge: return ['unknown', 'This page could not judge this file',
      `Nothing is said for it or against it; the reason stands below. ${program}`];
    default:
  }
  const isOlder = failing.some(({ id }) => id === 'disclosed');
  const rest = failing.filter(({ id }) => id !== 'disclosed');
  const older = isOlder ? [notTold] : [];
  const intact = isOlder ? 'Its signatures hold' : 'Unchanged';
  const complete = isOlder ? intact : 'Complete and unchanged';
  if (isOnly('trust', rest) && isInside) {
    return ['open', 'The record in this file is whole. Whether this page tells what it holds was not checked', ...older,
      `${whole()}But anybody can make such a page, with any words and a record of their own: that it says so of itself counts for little. Drop the file on a verify.html from somebody else.`];
  }
  if (isOnly('trust', rest)) {
    return ['open', `${complete}. It is still open who signed it`, ...older,
      `${whole(signedPage)}Whether the name on it is true, only you can find out: compare the fingerprint below.`, notRight];
  }
  if (rest.length === 0) {
    return ['open', `${complete}. Whether ${isOlder ? 'anything was taken out' : 'its claim follows'} was not checked here`, ...older,
      `${whole(signedPage)}It is of the publisher whose fingerprint you gave.`, notRight];
  }
  if (verdict.state === 'STALE' && rest.every(({ id }) => id === 'state' || id === 'trust')) {
    return ['open', `STALE.${isOlder ? ` ${intact}.` : verdict.known}`, 'Ask the publisher for a newer standing, and choose it together with the report.', ...older];
  }
  if (isOnly('erased', rest)) {
    return ['open', `${intact}, and historic: what it is about was erased`, 'Nobody can run it again, and it gives at most a lead.', ...older];
  }
  return ['open', `${intact}, but not everything could be shown`, ...older,
    'Something is missing, erased, in doubt, out of date, or of a later version than this page. It stands below.'];
}

const markWord = (check) => (check.findings.length === 0 ? ['good', 'holds']
  : check.findings.every((finding) => finding.code === codes.incomplete) ? ['open', 'open']
    : check.findings.some((finding) => [codes.tampered, codes.contested].includes(finding.code)) ? ['bad', 'FAILED'] : ['open', 'not judged']);
