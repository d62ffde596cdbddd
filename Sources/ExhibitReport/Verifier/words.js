// What a person is told. The first sentence is for somebody who is afraid of what the file says of them.

const statusWords = {
  IDENTIFICATION: 'IDENTIFICATION: the publisher says that it is one',
  LEAD: 'LEAD: a reason to look closer. It is not an identification',
  INCONCLUSIVE: 'INCONCLUSIVE: nothing was found that says yes or no',
  EXCLUSION: 'EXCLUSION: the publisher says that it is another one',
  REFUSED: 'REFUSED: nothing is claimed',
};

/** {look, headline, sentences} of a verdict. */
function meaningOf(verdict) {
  const failing = verdict.checks.filter((check) => check.findings.length > 0);
  const isOnly = (id) => failing.length > 0 && failing.every((check) => check.id === id);
  const serious = failing.filter((check) => check.findings.some((finding) => finding.code !== codes.incomplete));
  if (serious.length > 0 && serious.every((check) => check.id === 'bridge')) {
    return {
      look: 'open', headline: 'The bridge file shows nothing about this report',
      sentences: ['It does not hold, or belongs to another report. That says nothing against the report: check it without the bridge, and ask the publisher for another one.'],
    };
  }
  switch (verdict.code) {
    case codes.holds: return {
      look: 'good', headline: 'Complete and unchanged. Whether its claim follows was not checked here',
      sentences: [
        'Every signature holds, the page is the one that was signed, and every entry that the signed record has about this picture is here. It is of the publisher whose fingerprint you gave.',
        'That does not mean that it is right. This page did not compute again whether words and numbers follow from the record: the program does, exhibit-verify report.html. And nobody can tell from a file whether an identification is true.',
      ],
    };
    case codes.tampered: return {
      look: 'bad', headline: 'Do not rely on this file: it does not hold',
      sentences: [
        'It was changed after it was signed, something was left out of it, or it was never what it says it is. What failed stands below.',
        'This does not tell who did it, nor that the publisher did. Keep the file as it is, and ask the publisher for theirs.',
      ],
    };
    case codes.contested: return {
      look: 'bad', headline: 'Its claim does not stand as it was made',
      sentences: ['Whoever published it, or a reviewer, decided against it: it was taken back, an objection to it was upheld, or what it rests on was erased. Which, stands below.'],
    };
    case codes.couldNotJudge: return {
      look: 'unknown', headline: 'This page could not judge this file',
      sentences: ['Nothing is said for it or against it. The reason stands below. The program exhibit-verify can check a report without a browser: exhibit-verify report.html'],
    };
    default:
  }
  if (isOnly('trust')) {
    return verdict.signer === 'another' ? {
      look: 'bad', headline: 'Not from the publisher whose fingerprint you gave',
      sentences: ['The file is complete and unchanged, but somebody else signed it, or the publisher has begun another ledger. Ask them, by a way that does not stand in this file.'],
    } : {
      look: 'open', headline: 'Complete and unchanged. It is still open who signed it',
      sentences: [
        'Every signature holds, the page is the one that was signed, and every entry that the signed record has about this picture is here. Whether the name on it is true, only you can find out: compare the fingerprint below.',
        'That does not mean that it is right. This page did not compute again whether the words follow from the record.',
      ],
    };
  }
  if (isOnly('erased')) {
    return {
      look: 'open', headline: 'Unchanged, and historic: what it is about was erased',
      sentences: ['Nothing in it was changed after it was signed. But what it rests on was destroyed, and an entry says so: nobody can run it again, and it gives at most a lead.'],
    };
  }
  return {
    look: 'open', headline: 'Unchanged, but not everything could be shown',
    sentences: ['Nothing in it was changed after it was signed. But something is missing from it, in doubt, or from a later version than this page knows: it stands below.'],
  };
}

const markWord = (check) => (check.findings.length === 0 ? ['good', 'holds']
  : check.findings.every((finding) => finding.code === codes.incomplete) ? ['open', 'open']
    : check.findings.some((finding) => [codes.tampered, codes.contested].includes(finding.code)) ? ['bad', 'FAILED'] : ['open', 'not judged']);
