// What a person is told. The first sentence is for somebody who is afraid of what the file says of them.

const statusWords = {
  IDENTIFICATION: 'the publisher says that it is one',
  LEAD: 'a reason to look closer. It is not an identification',
  INCONCLUSIVE: 'nothing was found that says yes or no',
  EXCLUSION: 'the publisher says that it is another one',
  REFUSED: 'nothing is claimed',
};

const whole = (but = '') => `Every signature holds, ${but}and every entry that the signed record has about this picture is here. `;
const signedPage = 'the page is the one that was signed, ';
const notRight = 'That does not mean that it is right. Whether words and numbers follow from the record is for the program: exhibit-verify report.html.';

/** [look, headline, ...sentences] of a verdict, for a person who sees it on a page of its own, or inside the report. */
function meaningOf(verdict, isInside = false) {
  const failing = verdict.checks.filter((check) => check.findings.length > 0);
  const isOnly = (id, of = failing) => of.length > 0 && of.every((check) => check.id === id);
  const serious = failing.filter((check) => check.findings.some((finding) => finding.code !== codes.incomplete));
  if (isOnly('bridge', serious) || isOnly('standing file', serious)) {
    return ['open', 'What you gave with it shows nothing about this report',
      'The bridge or standing does not hold, or is of another report. That says nothing against this one: check it without.'];
  }
  if (isOnly('challenges', serious)) {
    return ['unknown', 'An objection has a proof that this page cannot check',
      'If it holds, the claim does not stand. The program can tell: exhibit verify report.html --challenges FOLDER'];
  }
  if (verdict.code === codes.contested && verdict.state === 'CONTESTED') {
    return ['bad', 'An objection to it is not decided',
      'Rely on nothing more than a lead until it is. That somebody objects does not mean that they are right.'];
  }
  if (verdict.code === codes.contested && verdict.state === 'SUPERSEDED') {
    return ['bad', 'Its publisher has put another report in its place', 'Ask them for the newer one, whose name stands below.'];
  }
  switch (verdict.code) {
    case codes.holds: return ['good', 'Complete and unchanged. Whether its claim follows was not checked here',
      `${whole(signedPage)}It is of the publisher whose fingerprint you gave.`, `${notRight} And nobody can tell from a file whether an identification is true.`];
    case codes.tampered: return ['bad', 'Do not rely on this file: it does not hold',
      'It was changed after it was signed, something was left out of it, or it was never what it says it is. What failed stands below.',
      'This does not tell who did it, nor that the publisher did. Keep the file as it is, and ask the publisher for theirs.'];
    case codes.contested: return ['bad', 'Its claim does not stand as it was made',
      'It was taken back, an objection to it was upheld or left unanswered, or what it rests on was erased. Which, stands below.'];
    case codes.couldNotJudge: return ['unknown', 'This page could not judge this file',
      'Nothing is said for it or against it. The reason stands below. A program can check it without a browser: exhibit-verify report.html'];
    default:
  }
  if (isOnly('trust') && isInside) {
    return ['open', 'The record in this file is whole. Whether this page tells what it holds was not checked',
      `${whole()}But anybody can make such a page, with any name and words on it and a record of their own: that it says so of itself counts for little. Drop the file on verify.html from somebody else, or use exhibit-verify.`];
  }
  if (isOnly('trust') && verdict.signer === 'another') {
    return ['bad', 'Not from the publisher whose fingerprint you gave',
      'Somebody else signed it, or the publisher has begun another ledger. Ask them, by a way that does not stand in this file.'];
  }
  if (isOnly('trust')) {
    return ['open', 'Complete and unchanged. It is still open who signed it',
      `${whole(signedPage)}Whether the name on it is true, only you can find out: compare the fingerprint below.`, notRight];
  }
  if (isOnly('erased')) {
    return ['open', 'Unchanged, and historic: what it is about was erased', 'Nobody can run it again, and it gives at most a lead.'];
  }
  return ['open', 'Unchanged, but not everything could be shown',
    'Nothing in it was changed after it was signed. But something is missing, erased, in doubt, out of date, or of a later version than this page: it stands below.'];
}

const markWord = (check) => (check.findings.length === 0 ? ['good', 'holds']
  : check.findings.every((finding) => finding.code === codes.incomplete) ? ['open', 'open']
    : check.findings.some((finding) => [codes.tampered, codes.contested].includes(finding.code)) ? ['bad', 'FAILED'] : ['open', 'not judged']);
